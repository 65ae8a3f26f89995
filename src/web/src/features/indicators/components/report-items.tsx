import type { ReactNode } from 'react';
import { translate, useText } from '@/shared/i18n/i18n';
import { formatFigure } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Definition, Report, ReportItem } from '../api/shapes';
import { drillOf, mainPart } from '../drill';
import type { Narrow } from '../filter';
import { sectionsOf, yearValues } from '../sections';
import type { Drill } from './cases-drawer';
import { Spark } from './spark';
import { TargetProgress } from './target-mark';

interface Props {
  readonly report: Report;
  readonly narrow?: Narrow;
  readonly name: (item: ReportItem) => ReactNode;
  readonly onOpen: (drill: Drill) => void;
}

/** Indicators in sections, one line each: what, how much, how far from the target, how it went. */
export function Items({ report, narrow, name, onOpen }: Props) {
  const { t, tv } = useText();
  return (
    <div className="figures-scroll panel items">
      <table className="figures-table">
        <thead>
          <tr>
            <th scope="col">{t('report.name')}</th>
            <th scope="col">{t('indicator.value')}</th>
            <th scope="col">{t('target.label')}</th>
            <th scope="col" className="wide-only">
              {t('report.previous')}
            </th>
            <th scope="col" className="wide-only">
              {t('report.months')}
            </th>
          </tr>
        </thead>
        {sectionsOf(report.items).map(({ section, items }) => (
          <tbody key={section}>
            <tr>
              <th scope="rowgroup" colSpan={5} className="items-section">
                {tv('indicatorSection', section)}
              </th>
            </tr>
            {items.map((item) => (
              <Item key={item.code} {...{ item, year: report.year, narrow, name, onOpen }} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface ItemProps extends Omit<Props, 'report'> {
  readonly item: ReportItem;
  readonly year: number;
}

function Item({ item, year, narrow, name, onOpen }: ItemProps) {
  const { t } = useText();
  const filter = { from: `${year}-01`, to: `${year}-12`, by: 'none' as const, narrow };
  return (
    <tr>
      <th scope="row">
        {name(item)}
        <details>
          <summary>{t('indicator.definition')}</summary>
          <DefinitionList item={{ ...item, numerator: item.numeratorText, denominator: item.denominatorText }} />
        </details>
      </th>
      <td className="items-value">
        <NumberButton
          text={formatFigure(item.value, item.unit)}
          label={item.name}
          empty={!item[mainPart(item.unit)]}
          onClick={() => onOpen(drillOf(item, filter, mainPart(item.unit)))}
        />
      </td>
      <td className="items-target">
        {item.target === undefined ? (
          <span className="target-none" title={t('target.none')}>
            —
          </span>
        ) : (
          <TargetProgress value={item.value} target={item.target} better={item.better} unit={item.unit} />
        )}
      </td>
      <td className="wide-only">{changeText(item)}</td>
      <td className="wide-only">
        <Spark values={yearValues(item, year)} />
      </td>
    </tr>
  );
}

/** Against the year before, in points for ratios; said in words because a rise is not always good. */
export function changeText({ value, previous, unit, better }: ReportItem): ReactNode {
  if (value === undefined || previous === undefined)
    return (
      <span className="no-previous" title={translate('indicator.noPrevious')}>
        —
      </span>
    );
  const change = value - previous;
  const good = change === 0 ? undefined : change > 0 === (better === 'up');
  const sign = change > 0 ? '↑' : change < 0 ? '↓' : '＝';
  return (
    <span className={good === undefined ? '' : good ? 'change-good' : 'change-bad'}>
      {translate('indicator.previous', { value: formatFigure(previous, unit) })} {sign}
    </span>
  );
}

type Defined = Pick<Definition, 'formula' | 'numerator' | 'denominator' | 'source' | 'version' | 'better' | 'validFrom'>;

/** What a figure is: nothing on these pages is a number without this behind it. */
export function DefinitionList({ item }: { readonly item: Defined }) {
  const { t } = useText();
  const lines: [string, string | undefined][] = [
    [t('indicator.formula'), item.formula],
    [t('indicator.numerator'), item.numerator],
    [t('indicator.denominator'), item.denominator],
    [t('indicator.source'), item.source],
    [t('indicator.better'), t(item.better === 'down' ? 'indicator.betterDown' : 'indicator.betterUp')],
    [t('indicator.version'), [item.version, item.validFrom?.slice(0, 10)].filter(Boolean).join(' · ')],
  ];
  return (
    <dl className="definition">
      {lines.map(
        ([head, value]) =>
          value && (
            <div key={head}>
              <dt>{head}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
