import { Select, Slider, Spin } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useStudySeries } from '../api/get-study-metadata';
import type { ToolName } from '../cornerstone';
import { takesPresets } from '../series';
import { SeriesStrip } from './series-strip';
import { SharedPointer } from './shared-pointer';
import { useShared } from './use-shared';
import { firstTool, useViewport } from './use-viewport';
import { type ViewedPatient, ViewerOverlay } from './viewer-overlay';
import { presets, ViewerToolbar } from './viewer-toolbar';

interface Props {
  readonly studies: readonly string[];
  readonly patient: ViewedPatient;
}

/** Reads one study at a time: series at the side, one stack in the centre. */
export default function Viewer({ studies, patient }: Props) {
  const { t } = useText();
  const [study, setStudy] = useState(studies[0] ?? '');
  const query = useStudySeries(study);
  const [seriesUid, setSeriesUid] = useState<string>();
  const all = query.data ?? [];
  const at = Math.max(
    0,
    all.findIndex(({ uid }) => uid === seriesUid),
  );
  const series = all[at];
  const host = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLElement>(null);
  const view = useViewport(host, study, series);
  const [tool, setTool] = useState<ToolName>(firstTool);
  const { state } = view;
  const showing = useShared(study, series, view, setSeriesUid);
  const total = series?.images.length ?? 0;
  const choose = (next: ToolName) => {
    setTool(next);
    view.select(next);
  };
  const toSeries = (step: number) => setSeriesUid(all[Math.max(0, Math.min(all.length - 1, at + step))]?.uid);
  const toggleFull = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen()?.catch(() => {}));
  const usesPresets = !!series && takesPresets(series);
  const preset = (index: number) => {
    const chosen = presets[index];
    if (chosen && usesPresets) view.window(chosen.width, chosen.centre);
  };

  const keys: Record<string, () => void> = {
    ArrowUp: () => view.show(state.index - 1),
    ArrowDown: () => view.show(state.index + 1),
    Home: () => view.show(0),
    End: () => view.show(total - 1),
    PageUp: () => toSeries(-1),
    PageDown: () => toSeries(1),
    '+': () => view.scale(1.15),
    '-': () => view.scale(1 / 1.15),
    '=': view.fit,
    ' ': view.reset,
    i: view.invert,
    h: view.flip,
    f: toggleFull,
    w: () => choose('WindowLevel'),
    z: () => choose('Zoom'),
    p: () => choose('Pan'),
    s: () => choose('StackScroll'),
    m: () => choose('Length'),
    ...Object.fromEntries(presets.map((_, index) => [String(index + 1), () => preset(index)])),
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as HTMLElement).closest('input,textarea,select,[contenteditable],.ant-select,.ant-modal,[role=slider]')) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || (event.key === ' ' && (event.target as HTMLElement).closest('button'))) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  const image = series?.images[state.index];
  return (
    <section className="viewer" ref={frame} aria-label={t('viewer.region')}>
      {studies.length > 1 && (
        <Select
          size="small"
          value={study}
          onChange={(uid) => {
            setSeriesUid(undefined);
            setStudy(uid);
          }}
          options={studies.map((uid, index) => ({ value: uid, label: `${t('need.studies')} ${index + 1}` }))}
        />
      )}
      <LoadState query={query} empty={query.isSuccess && all.length === 0} emptyText={t('viewer.empty')}>
        <ViewerToolbar
          tool={tool}
          inverted={state.inverted}
          flipped={state.flipped}
          usesPresets={usesPresets}
          onTool={choose}
          onPreset={preset}
          onInvert={view.invert}
          onFlip={view.flip}
          onReset={view.reset}
          onFull={toggleFull}
          onShow={showing && (() => showing.setMine(!showing.mine))}
          showing={!!showing?.mine}
        />
        <div className="viewer-body">
          <SeriesStrip study={study} series={all} chosen={series?.uid} onChoose={setSeriesUid} />
          <div className="viewer-screen" data-ready={state.ready && !state.failed ? 1 : undefined} data-index={state.index}>
            <div ref={host} className="viewer-host" data-testid="viewport" />
            {image && series && <ViewerOverlay image={image} series={series} state={state} patient={patient} />}
            {showing && <SharedPointer showing={showing} view={view} host={host} />}
            {!state.ready && <Spin className="viewer-spin" description={t('viewer.loading')} />}
            {state.failed && (
              <p className="viewer-spin viewer-failed" role="alert">
                {t('viewer.frameFailed')}
                {state.why && <small>{state.why}</small>}
              </p>
            )}
          </div>
          {total > 1 && (
            <Slider
              vertical
              reverse
              className="viewer-slider"
              min={1}
              max={total}
              value={state.index + 1}
              tooltip={{ open: false }}
              aria-label={t('viewer.slice', { n: state.index + 1, total })}
              onChange={(position) => view.show(position - 1)}
            />
          )}
        </div>
        <p className="viewer-keys">{t('viewer.keys')}</p>
      </LoadState>
    </section>
  );
}
