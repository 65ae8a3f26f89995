import { useMemo } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { CountyHospital } from '../api/list-links';
import { draw, nodeHeight, type Node as Place, toneOf, tones } from '../link-map';

interface Props {
  readonly hospitals: readonly CountyHospital[];
  /** The hospital whose lines stand out. */
  readonly picked?: string;
  readonly onPick: (id: string | undefined) => void;
}

const width = 620;
const box = 220;
const head = 30;

/** County hospitals to the left, tertiary ones to the right, a line for each link. The table beside it says the same in words. */
export function LinkDrawing({ hospitals, picked, onPick }: Props) {
  const { t, tv } = useText();
  const { counties, tertiaries, lines, height } = useMemo(() => draw(hospitals), [hospitals]);
  const concerns = (county: string, tertiary: string) => !picked || picked === county || picked === tertiary;
  const isNear = (id: string) =>
    !picked ||
    picked === id ||
    lines.some((line) => concerns(line.county.id, line.tertiary.id) && [line.county.id, line.tertiary.id].includes(id));
  return (
    <figure className="link-drawing" aria-hidden="true">
      <svg viewBox={`0 0 ${width} ${height + head}`} onMouseLeave={() => onPick(undefined)}>
        <title>{t('links.title')}</title>
        <text className="link-column" x={box / 2} y={18}>
          {t('links.county')}
        </text>
        <text className="link-column" x={width - box / 2} y={18}>
          {t('links.tertiary')}
        </text>
        <g transform={`translate(0 ${head})`}>
          {lines.map(({ county, tertiary, link }) => (
            <path
              key={`${county.id} ${tertiary.id}`}
              className={`link-line ${toneOf(link)} ${concerns(county.id, tertiary.id) ? '' : 'faint'}`}
              d={`M${box} ${county.y} C${width / 2} ${county.y} ${width / 2} ${tertiary.y} ${width - box} ${tertiary.y}`}
            />
          ))}
          {counties.map((node) => (
            <Box key={node.id} node={node} x={0} kind={node.linked ? '' : 'unlinked'} near={isNear(node.id)} onPick={onPick} />
          ))}
          {tertiaries.map((node) => (
            <Box key={node.id} node={node} x={width - box} kind="tertiary" near={isNear(node.id)} onPick={onPick} />
          ))}
        </g>
      </svg>
      <figcaption className="link-legend small">
        {tones.map((tone) => (
          <span key={tone}>
            <svg width={34} height={10} aria-hidden="true">
              <path className={`link-line ${tone}`} d="M1 5 H33" />
            </svg>
            {tv('linkTone', tone)}
          </span>
        ))}
        <span>
          <i className="link-alone" /> {t('links.alone')}
        </span>
      </figcaption>
    </figure>
  );
}

interface BoxProps {
  readonly node: Place;
  readonly x: number;
  readonly kind: string;
  readonly near: boolean;
  readonly onPick: (id: string) => void;
}

const longest = 14;

function Box({ node: { id, name, y }, x, kind, near, onPick }: BoxProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a pointer's shortcut; the table beside it has a button for the same
    <g
      className={`link-box ${kind} ${near ? '' : 'faint'}`}
      transform={`translate(${x} ${y - nodeHeight / 2})`}
      onMouseEnter={() => onPick(id)}
    >
      <title>{name}</title>
      <rect width={box} height={nodeHeight} rx={6} />
      <text x={box / 2} y={nodeHeight / 2}>
        {name.length > longest ? `${name.slice(0, longest - 1)}…` : name}
      </text>
    </g>
  );
}
