import { useText } from '@/shared/i18n/i18n';
import { formatBare, formatCount, unitName } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Definition, Indicator, Measured } from '../api/shapes';
import { drillOf, mainPart, type Part, partsOf } from '../drill';
import type { Filter } from '../filter';
import { rowName } from '../names';
import { inOrder } from '../ranking';
import type { Drill } from './cases-drawer';
import { TargetMark } from './target-mark';

interface Props {
  readonly definition: Definition;
  readonly figures: Indicator;
  readonly filter: Filter;
  readonly onOpen: (drill: Drill) => void;
}

interface Named {
  readonly key: string;
  readonly name: string;
}

/** The figures that a chart draws, each with the cases that make it. */
export function FiguresTable({ definition, figures, filter, onOpen }: Props) {
  const { t, tv } = useText();
  const { unit } = definition;
  const rows = inOrder(figures.rows, filter.by, definition.better).map((row) => ({ ...row, name: rowName(filter.by, row) }));
  const targeted = [figures.total, ...rows].some(({ target }) => target !== undefined);
  const parts = partsOf(unit);
  const heads = {
    numerator: t(parts.length === 1 ? 'indicator.measured' : 'indicator.numerator'),
    denominator: t('indicator.denominator'),
  };
  const open = (part: Part, of?: Named) => onOpen(drillOf(definition, filter, part, of));
  return (
    <div className="figures-scroll">
      <table className="figures-table">
        <caption className="sr-only">{`${definition.name} · ${tv('by', filter.by)}`}</caption>
        <thead>
          <tr>
            <th scope="col">{tv('by', filter.by)}</th>
            {parts.map((part) => (
              <th key={part} scope="col" title={definition[part]}>
                {heads[part]}
              </th>
            ))}
            <th scope="col">
              {t('indicator.value')} <small>{unitName(unit)}</small>
            </th>
            {targeted && <th scope="col">{t('target.label')}</th>}
            {targeted && <th scope="col">{t('target.state')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.key} of={row} figure={row} {...{ definition, parts, targeted, open }} />
          ))}
        </tbody>
        <tfoot>
          <Line figure={figures.total} {...{ definition, parts, targeted, open }} />
        </tfoot>
      </table>
    </div>
  );
}

interface LineProps {
  readonly figure: Measured;
  /** Left out for the sum of all rows. */
  readonly of?: Named;
  readonly definition: Definition;
  readonly parts: readonly Part[];
  readonly targeted: boolean;
  readonly open: (part: Part, of?: Named) => void;
}

function Line({ figure, of, definition, parts, targeted, open }: LineProps) {
  const { t } = useText();
  const { unit, better } = definition;
  const name = of?.name ?? t('board.sum');
  const main = mainPart(unit);
  return (
    <tr>
      <th scope="row">{name}</th>
      {parts.map((part) => (
        <td key={part}>
          <NumberButton
            text={formatCount(figure[part])}
            label={`${name} ${definition[part]}`}
            empty={!figure[part]}
            onClick={() => open(part, of)}
          />
        </td>
      ))}
      <td>
        <NumberButton
          text={formatBare(figure.value, unit)}
          label={`${name} ${definition.name}`}
          empty={figure.value === undefined || !figure[main]}
          onClick={() => open(main, of)}
        />
      </td>
      {targeted && <td>{formatBare(figure.target, unit)}</td>}
      {targeted && (
        <td>
          <TargetMark value={figure.value} target={figure.target} better={better} />
        </td>
      )}
    </tr>
  );
}
