import { hues } from '@/shared/charts/palette';

interface Props {
  readonly values: readonly (number | undefined)[];
  readonly width?: number;
  readonly height?: number;
}

const margin = 3;

/** A line of months without axes; drawn as SVG so that it prints sharp and costs a slow line nothing. */
export function Spark({ values, width = 120, height = 28 }: Props) {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const x = (index: number) => margin + (index / (values.length - 1)) * (width - 2 * margin);
  const y = (value: number) => height - margin - ((value - low) / span) * (height - 2 * margin);
  const points = values.flatMap((value, index) => (value === undefined ? [] : [`${x(index).toFixed(1)},${y(value).toFixed(1)}`]));
  const last = points.at(-1)?.split(',');
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline points={points.join(' ')} fill="none" stroke={hues.blue} strokeWidth={1.6} />
      {last && <circle cx={last[0]} cy={last[1]} r={2.6} fill={hues.blue} />}
    </svg>
  );
}
