import '../sends-phrases';
import { CompressOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { Instance } from '../series';
import { type Level, type Look, levelFor, levelsOf, tilesInSight, wholeOf, zoomAt } from '../slides';

const seriesOf = (instance: Instance) => String(instance['0020000E']?.Value?.[0] ?? '');

/** Whole slides: only the tiles in sight are fetched, at the resolution that the zoom needs. */
export default function SlideView({ instances }: { readonly instances: readonly Instance[] }) {
  const { t } = useText();
  const all = [...new Set(instances.map(seriesOf))];
  const [series, setSeries] = useState(all[0] ?? '');
  const levels = levelsOf(instances.filter((instance) => seriesOf(instance) === series));
  return (
    <section className="slides" aria-label={t('slides.region')}>
      {all.length > 1 && (
        <Select
          size="small"
          value={series}
          onChange={setSeries}
          options={all.map((uid, index) => ({ value: uid, label: `${t('slides.slide')} ${index + 1}` }))}
        />
      )}
      {levels.length > 0 && <Slide key={series} levels={levels} />}
    </section>
  );
}

function Slide({ levels }: { readonly levels: readonly Level[] }) {
  const { t } = useText();
  const host = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState({ width: 0, height: 0 });
  const [look, setLook] = useState<Look>();
  const [failed, setFailed] = useState(false);
  const full = levels.at(-1) as Level;
  const whole = screen.width > 0 ? wholeOf(full, screen) : undefined;
  const now = look ?? whole;
  useEffect(() => {
    const target = host.current;
    if (!target) return;
    const watch = new ResizeObserver(() => setScreen({ width: target.clientWidth, height: target.clientHeight }));
    watch.observe(target);
    return () => watch.disconnect();
  }, []);
  const zoom = (factor: number, at = { x: screen.width / 2, y: screen.height / 2 }) => {
    if (now && whole) setLook(zoomAt(now, factor, at, whole.scale / 2));
  };
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const box = host.current?.getBoundingClientRect();
    if (box) zoom(event.deltaY < 0 ? 1.25 : 0.8, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  useEffect(() => {
    const target = host.current;
    const listener = (event: WheelEvent) => onWheel(event);
    target?.addEventListener('wheel', listener, { passive: false });
    return () => target?.removeEventListener('wheel', listener);
  }, []);
  const drag = (event: PointerEvent) => {
    if (event.buttons & 1 && now) setLook({ ...now, x: now.x - event.movementX / now.scale, y: now.y - event.movementY / now.scale });
  };
  const level = now && levelFor(levels, now.scale, window.devicePixelRatio || 1);
  const coarsest = levels[0];
  const tiles = now && level ? tilesInSight(levels, level, now, screen) : [];
  // The coarse picture stays below until the fine tiles are there.
  const below = now && coarsest && coarsest !== level ? tilesInSight(levels, coarsest, now, screen) : [];
  return (
    <>
      <div className="ecg-bar">
        <Button size="small" icon={<PlusOutlined />} aria-label={t('slides.in')} onClick={() => zoom(1.5)} />
        <Button size="small" icon={<MinusOutlined />} aria-label={t('slides.out')} onClick={() => zoom(1 / 1.5)} />
        <Button size="small" icon={<CompressOutlined />} aria-label={t('slides.fit')} onClick={() => setLook(undefined)} />
        {now && <ScaleBar look={now} full={full} />}
        {failed && <span className="ecg-measure">{t('slides.undecodable')}</span>}
      </div>
      <div ref={host} className="slide-screen" data-testid="slide" onPointerMove={drag}>
        {[...below, ...tiles].map(({ key, url, left, top, width, height }) => (
          <img key={key} src={url} alt="" draggable={false} onError={() => setFailed(true)} style={{ left, top, width, height }} />
        ))}
      </div>
    </>
  );
}

/** A round length of the specimen, as long as it looks now. */
function ScaleBar({ look, full }: { readonly look: Look; readonly full: Level }) {
  if (full.millimetres <= 0) return <span className="ecg-measure">{Math.round(look.scale * 100)} %</span>;
  const pixelsPerMillimetre = (full.width / full.millimetres) * look.scale;
  const length = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].find((each) => each * pixelsPerMillimetre <= 140) ?? 0.01;
  return (
    <span className="scale-bar">
      <i style={{ width: length * pixelsPerMillimetre }} /> {length >= 1 ? `${length} mm` : `${Math.round(length * 1000)} µm`}
    </span>
  );
}
