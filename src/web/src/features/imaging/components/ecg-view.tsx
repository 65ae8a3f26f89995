import '../sends-phrases';
import { Segmented, Select } from 'antd';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useWaveform } from '../api/get-waveform';
import { type Format, groupsOf, measure, type Paper, paperOf } from '../ecg';
import { addressOf } from '../objects';
import type { Instance } from '../series';

/** Pixels of a millimetre on screen, as CSS defines it. */
const pixels = 96 / 25.4;
const speeds = [25, 50];
const gains = [5, 10, 20];

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A tracing on its grid: 25 mm a second and 10 mm a millivolt unless chosen otherwise; drag to measure. */
export default function EcgView({ instances }: { readonly instances: readonly Instance[] }) {
  const { t } = useText();
  const [at, setAt] = useState(0);
  const [format, setFormat] = useState<Format>('3x4');
  const [speed, setSpeed] = useState(25);
  const [gain, setGain] = useState(10);
  const [calipers, setCalipers] = useState<{ readonly from: Point; readonly to: Point }>();
  const all = instances.flatMap((instance) => groupsOf(instance).map((group, n) => ({ instance, group, n })));
  const chosen = all[Math.min(at, all.length - 1)];
  const query = useWaveform(chosen ? `${addressOf(chosen.instance)} ${chosen.n}` : '', chosen?.group);
  const leads = query.data ?? [];
  const frequency = chosen?.group.frequency ?? 500;
  const paper = paperOf(leads, frequency, format, speed);
  const found = calipers && measure(calipers.from, calipers.to, speed, gain);
  const point = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / pixels, y: (event.clientY - box.top) / pixels };
  };
  const reset =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setCalipers(undefined);
      set(value);
    };
  return (
    <section className="ecg" aria-label={t('ecg.region')}>
      <div className="ecg-bar">
        {all.length > 1 && (
          <Select
            size="small"
            value={at}
            aria-label={t('ecg.group')}
            onChange={reset(setAt)}
            options={all.map(({ group }, index) => ({
              value: index,
              label: `${t('ecg.group')} ${index + 1} · ${(group.samples / group.frequency).toFixed(1)} s`,
            }))}
          />
        )}
        <Segmented<Format>
          size="small"
          value={format}
          onChange={reset(setFormat)}
          options={[
            { value: '3x4', label: '3×4' },
            { value: '12x1', label: '12×1' },
          ]}
        />
        <Segmented<number>
          size="small"
          value={speed}
          onChange={reset(setSpeed)}
          options={speeds.map((each) => ({ value: each, label: `${each} mm/s` }))}
        />
        <Segmented<number>
          size="small"
          value={gain}
          onChange={reset(setGain)}
          options={gains.map((each) => ({ value: each, label: `${each} mm/mV` }))}
        />
        <span className="ecg-measure" role="status">
          {found
            ? t('ecg.measured', {
                time: found.milliseconds,
                volts: found.millivolts.toFixed(2),
                rate: found.perMinute ?? '—',
              })
            : t('ecg.hint')}
        </span>
      </div>
      <LoadState query={query} empty={query.isSuccess && leads.length === 0} emptyText={t('viewer.empty')}>
        <div className="ecg-scroll">
          <div
            className="ecg-paper"
            data-testid="ecg-paper"
            style={{ width: paper.width * pixels, height: paper.height * pixels }}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              const start = point(event);
              setCalipers({ from: start, to: start });
            }}
            onPointerMove={(event) => {
              if (event.buttons & 1 && calipers) setCalipers({ ...calipers, to: point(event) });
            }}
          >
            <Tracing paper={paper} frequency={frequency} speed={speed} gain={gain} />
            {calipers && <Calipers {...calipers} />}
          </div>
        </div>
      </LoadState>
    </section>
  );
}

interface TracingProps {
  readonly paper: Paper;
  readonly frequency: number;
  readonly speed: number;
  readonly gain: number;
}

function Tracing({ paper, frequency, speed, gain }: TracingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d');
    if (!target || !context) return;
    const ratio = window.devicePixelRatio || 1;
    target.width = Math.ceil(paper.width * pixels * ratio);
    target.height = Math.ceil(paper.height * pixels * ratio);
    context.scale(pixels * ratio, pixels * ratio);
    drawGrid(context, paper.width, paper.height);
    context.lineJoin = 'round';
    for (const { lead, from, to, x, y } of paper.strips) {
      context.beginPath();
      for (let n = from; n < to; n += 1) context.lineTo(x + ((n - from) / frequency) * speed, y - (lead.millivolts[n] ?? 0) * gain);
      context.strokeStyle = '#111';
      context.lineWidth = 0.25;
      context.stroke();
      context.fillStyle = '#0b3d91';
      context.font = 'bold 3px sans-serif';
      context.fillText(lead.name, x + 1.5, y - 7.5);
    }
  }, [paper, frequency, speed, gain]);
  return <canvas ref={canvas} style={{ width: paper.width * pixels, height: paper.height * pixels }} />;
}

/** A line each millimetre, a stronger one each fifth. */
function drawGrid(context: CanvasRenderingContext2D, width: number, height: number) {
  context.fillStyle = '#fffafa';
  context.fillRect(0, 0, width, height);
  for (const [step, colour, line] of [
    [1, '#f6d5d5', 0.08],
    [5, '#e89a9a', 0.16],
  ] as const) {
    context.beginPath();
    for (let x = 0; x <= width; x += step) {
      context.moveTo(x, 0);
      context.lineTo(x, height);
    }
    for (let y = 0; y <= height; y += step) {
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.stroke();
  }
}

function Calipers({ from, to }: { readonly from: Point; readonly to: Point }) {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return (
    <div
      className="ecg-calipers"
      style={{ left: left * pixels, top: top * pixels, width: (right - left) * pixels, height: (bottom - top) * pixels }}
    />
  );
}
