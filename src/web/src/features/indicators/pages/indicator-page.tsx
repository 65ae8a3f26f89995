import { Segmented, Select, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { formatCount, formatFigure } from '@/shared/numbers/figure';
import { hasRole, useUser } from '@/shared/session/session';
import { CsvButton } from '@/shared/ui/csv-button';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { NumberButton } from '@/shared/ui/number-button';
import { NoSuchPage } from '@/shared/ui/page-error';
import { PeriodSelect } from '@/shared/ui/period-select';
import { useWide } from '@/shared/ui/use-wide';
import { indicatorPath, useIndicator } from '../api/get-indicator';
import { useDefinitions } from '../api/list-definitions';
import type { Definition } from '../api/shapes';
import { CasesDrawer, type Drill } from '../components/cases-drawer';
import { FiguresTable } from '../components/figures-table';
import { DefinitionList } from '../components/report-items';
import { TargetButton } from '../components/target-button';
import { TargetProgress } from '../components/target-mark';
import { drillOf, mainPart, partsOf } from '../drill';
import { type Dimension, dimensions, type Filter, useFilter } from '../filter';

const TrendChart = lazy(() => import('../components/trend-chart'));
const ComparisonChart = lazy(() => import('../components/comparison-chart'));

export function IndicatorPage() {
  const { code = '' } = useParams();
  const query = useDefinitions();
  const definition = query.data?.find((each) => each.code === code);
  return (
    <LoadState query={query} rows={12}>
      {definition ? <Indicator key={code} definition={definition} /> : <NoSuchPage />}
    </LoadState>
  );
}

/** One indicator: what it is, how it stands, how it went, and who stands where. */
function Indicator({ definition }: { readonly definition: Definition }) {
  const { t, tv } = useText();
  const user = useUser();
  const wide = useWide(900);
  const { period, by, thisMonth, change } = useFilter();
  const { drill, open, close } = useDrill<Drill>();
  const monthly: Filter = { ...period, by: 'month' };
  const compared: Filter = { ...period, by };
  const trend = useIndicator(definition.code, monthly);
  const comparison = useIndicator(definition.code, compared);
  const { name, unit, better } = definition;
  const total = trend.data?.total;
  const options = dimensions.map((value) => ({ value, label: tv('by', value) }));
  return (
    <>
      <header className="page-head">
        <h1>
          <Link to="/indicators">{t('indicators.overview')}</Link> / {name}
        </h1>
        {trend.data && <DataAge asOf={trend.data.asOf} ageSeconds={trend.data.ageSeconds} receivedAt={trend.dataUpdatedAt} />}
      </header>
      <div className="filters">
        <PeriodSelect period={period} thisMonth={thisMonth} onChange={(next) => change({ ...next })} />
        <span className="push head-tools">
          {hasRole(user, 'healthAuthority') && <TargetButton definition={definition} />}
          <CsvButton path={indicatorPath(definition.code, compared)} name={`${name}-${tv('by', by)}-${period.from}-${period.to}`} />
        </span>
      </div>
      <LoadState query={trend} rows={8}>
        {trend.data && total && (
          <>
            <div className="indicator-top">
              <section className="panel indicator-total" aria-label={name}>
                <b>{formatFigure(total.value, unit)}</b>
                <span className="indicator-parts">
                  {partsOf(unit).map((part) => (
                    <span key={part}>
                      <span className="muted">{definition[part]}</span>{' '}
                      <NumberButton
                        text={formatCount(total[part])}
                        label={definition[part]}
                        empty={!total[part]}
                        onClick={() => open(drillOf(definition, { ...period, by: 'none' }, part))}
                      />
                    </span>
                  ))}
                </span>
                <TargetProgress value={total.value} target={total.target} better={better} unit={unit} />
              </section>
              <section className="panel" aria-label={t('indicator.definition')}>
                <h2>{t('indicator.definition')}</h2>
                <DefinitionList item={definition} />
              </section>
            </div>
            <section className="panel" aria-label={t('indicator.trend')}>
              <h2>{t('indicator.trend')}</h2>
              <Suspense fallback={<Skeleton active />}>
                <TrendChart
                  figures={trend.data}
                  period={period}
                  onPick={(month) => open(drillOf(definition, monthly, mainPart(unit), { key: month, name: month }))}
                />
              </Suspense>
              <details>
                <summary>{t('indicator.asTable')}</summary>
                <FiguresTable definition={definition} figures={trend.data} filter={monthly} onOpen={open} />
              </details>
            </section>
          </>
        )}
      </LoadState>
      <section className="panel" aria-label={t('indicator.comparison')}>
        <div className="panel-head">
          <h2>{t('indicator.comparison')}</h2>
          {wide ? (
            <Segmented<Dimension> value={by} onChange={(next) => change({ by: next })} options={options} />
          ) : (
            <Select<Dimension>
              aria-label={t('indicator.comparison')}
              value={by}
              onChange={(next) => change({ by: next })}
              options={options}
            />
          )}
        </div>
        <LoadState query={comparison} empty={comparison.data?.rows.length === 0} emptyText={t('indicator.noRows')}>
          {comparison.data && (
            <div className={comparison.isPlaceholderData ? 'comparison stale' : 'comparison'}>
              <Suspense fallback={<Skeleton active />}>
                <ComparisonChart
                  figures={comparison.data}
                  by={by}
                  better={better}
                  onPick={(row) => open(drillOf(definition, compared, mainPart(unit), row))}
                />
              </Suspense>
              <FiguresTable definition={definition} figures={comparison.data} filter={compared} onOpen={open} />
            </div>
          )}
        </LoadState>
      </section>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}
