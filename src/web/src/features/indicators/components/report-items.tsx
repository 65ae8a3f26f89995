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

/** One card for each indicator, by what it is about. */
export function Items({ report, narrow, name, onOpen }: Props) {
  const { tv } = useText();
  return sectionsOf(report.items).map(({ section, items }) => (
    <section key={section} aria-label={tv('indicatorSection', section)}>
      <h2 className="section-head">{tv('indicatorSection', section)}</h2>
      <ul className="indicator-cards">
        {items.map((item) => (
          <Card key={item.code} {...{ item, year: report.year, narrow, name, onOpen }} />
        ))}
      </ul>
    </section>
  ));
}

interface CardProps extends Omit<Props, 'report'> {
  readonly item: ReportItem;
  readonly year: number;
}

function Card({ item, year, narrow, name, onOpen }: CardProps) {
  const { t } = useText();
  const filter = { from: `${year}-01`, to: `${year}-12`, by: 'none' as const, narrow };
  return (
    <li className="panel">
      <h2>{name(item)}</h2>
      <div className="indicator-value">
        <b>
          <NumberButton
            text={formatFigure(item.value, item.unit)}
            label={item.name}
            empty={!item[mainPart(item.unit)]}
            onClick={() => onOpen(drillOf(item, filter, mainPart(item.unit)))}
          />
        </b>
        <Spark values={yearValues(item, year)} />
      </div>
      <p className="muted">
        {changeText(item)}
        <TargetProgress value={item.value} target={item.target} better={item.better} unit={item.unit} />
      </p>
      <details>
        <summary>{t('indicator.definition')}</summary>
        <DefinitionList item={{ ...item, numerator: item.numeratorText, denominator: item.denominatorText }} />
      </details>
    </li>
  );
}

/** Against the year before, in points for ratios; said in words because a rise is not always good. */
export function changeText({ value, previous, unit, better }: ReportItem): ReactNode {
  if (value === undefined || previous === undefined) return <span>{translate('indicator.noPrevious')}</span>;
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
