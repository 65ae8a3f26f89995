import { hues } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { rangeText, type Trend } from '../trend';

const width = 320;
const height = 76;
const margin = { side: 26, top: 16, bottom: 16 };

/** One analyte over time with its limits as a band. SVG, so that a slow line need not fetch a chart library. */
export function TrendLine({ trend, shown }: { readonly trend: Trend; readonly shown?: string }) {
  const { t } = useText();
  const { points, low, high, unit, name } = trend;
  const numbers = [...points.map(({ value }) => value), ...[low, high].filter((limit) => limit !== undefined)];
  const least = Math.min(...numbers);
  const span = Math.max(...numbers) - least || 1;
  const y = (value: number) => height - margin.bottom - ((value - least) / span) * (height - margin.top - margin.bottom);
  const from = new Date(points[0]?.at ?? 0).getTime();
  const time = new Date(points.at(-1)?.at ?? 0).getTime() - from || 1;
  const x = (at: string) => margin.side + ((new Date(at).getTime() - from) / time) * (width - 2 * margin.side);
  const label = points.map(({ at, value }) => `${formatDay(at)} ${value}`).join('，');
  const bandTop = high === undefined ? margin.top : y(high);
  const bandEnd = low === undefined ? height - margin.bottom : y(low);
  return (
    <figure className="trend">
      <figcaption>
        <b>{name}</b>{' '}
        <span className="muted">
          {[unit, rangeText({ low, high }) && t('result.range', { range: rangeText({ low, high }) })].filter(Boolean).join(' · ')}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name} ${label}`}>
        {(low !== undefined || high !== undefined) && (
          <rect x={0} width={width} y={bandTop} height={Math.max(1, bandEnd - bandTop)} className="trend-band" />
        )}
        <polyline
          points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
          fill="none"
          stroke={hues.blue}
          strokeWidth={1.6}
        />
        {points.map(({ at, value, flag, resultId, institutionName }, index) => {
          const out = flag || (high !== undefined && value > high) || (low !== undefined && value < low);
          const edge = index === 0 || index === points.length - 1;
          return (
            <g key={`${resultId}-${at}`}>
              <circle cx={x(at)} cy={y(value)} r={resultId === shown ? 5 : 3.2} fill={out ? hues.vermilion : hues.blue}>
                <title>{`${formatDay(at)} ${value} ${unit ?? ''} ${institutionName}`}</title>
              </circle>
              {(edge || points.length <= 6) && (
                <text x={x(at)} y={y(value) - 7} textAnchor="middle">
                  {value}
                </text>
              )}
              {edge && (
                <text
                  x={x(at)}
                  y={height - 2}
                  textAnchor={index === 0 ? 'start' : 'end'}
                  dx={index === 0 ? -margin.side : margin.side}
                  className="trend-day"
                >
                  {formatDay(at).slice(2)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** The same test over time, analyte by analyte. */
export function Trends({ trends, shown }: { readonly trends: readonly Trend[]; readonly shown?: string }) {
  const { t } = useText();
  if (trends.length === 0) return null;
  return (
    <section className="trends" aria-label={t('result.trend')}>
      {trends.map((trend) => (
        <TrendLine key={trend.key} trend={trend} shown={shown} />
      ))}
    </section>
  );
}
