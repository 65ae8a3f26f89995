import '../admin-phrases';
import { Button, Drawer, Segmented, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { formatCount, formatFigure } from '@/shared/numbers/figure';
import { formatTime } from '@/shared/time/clinic-time';
import { addMonths, isMonth, monthOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { CsvButton } from '@/shared/ui/csv-button';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { PeriodSelect } from '@/shared/ui/period-select';
import { useWide } from '@/shared/ui/use-wide';
import {
  type Dimension,
  type Drill,
  dimensions,
  type MeasureFilter,
  type Measures,
  measuresPath,
  useMeasureCases,
  useMeasures,
} from '../api/measures';
import { MeasureTable, Opening } from '../components/measure-table';
import { yuan } from '../money';

const MeasureCharts = lazy(() => import('../components/measure-charts'));
const usualMonths = 12;

/** How recognition fares: what was shown, opened, accepted, declined, repeated, and what it saved. */
export function RecognitionBoardPage() {
  const { t, tv } = useText();
  const [search, setSearch] = useSearchParams();
  const thisMonth = monthOf(useNow(60_000));
  const wide = useWide(700);
  const asked = { from: search.get('from'), to: search.get('to'), by: search.get('by') };
  const to = isMonth(asked.to) ? asked.to : thisMonth;
  const from = isMonth(asked.from) ? asked.from : addMonths(to, 1 - usualMonths);
  const by: Dimension = dimensions.find((each) => each === asked.by) ?? 'institution';
  const filter: MeasureFilter = { from, to, by };
  const query = useMeasures(filter);
  const { drill, open, close } = useDrill<Drill>();
  const change = (changes: Record<string, string>) => setSearch({ ...Object.fromEntries(search), ...changes }, { replace: true });
  const data = query.data;
  return (
    <>
      <header className="page-head">
        <h1>{t('rboard.title')}</h1>
        {data && <DataAge asOf={data.asOf} ageSeconds={data.ageSeconds} receivedAt={query.dataUpdatedAt} />}
        <span className="push">
          <CsvButton path={measuresPath(filter)} name={`${t('rboard.title')}-${tv('by', by)}-${from}-${to}`} />
        </span>
      </header>
      <div className="filters">
        <Segmented
          value={by}
          onChange={(next: string) => change({ by: next })}
          options={dimensions.map((value) => ({ value, label: tv('by', value) }))}
          vertical={false}
          className="by"
        />
        <PeriodSelect period={{ from, to }} thisMonth={thisMonth} onChange={(next) => change({ ...next })} />
      </div>
      <LoadState query={query} rows={10}>
        {data && (
          <>
            <Totals data={data} filter={filter} onOpen={open} />
            {data.rows.length > 0 && wide && (
              <Suspense fallback={<Skeleton active paragraph={{ rows: 5 }} />}>
                <MeasureCharts data={data} by={by} />
              </Suspense>
            )}
            <section className="panel">
              <h2>{t('board.measures')}</h2>
              <MeasureTable data={data} filter={filter} onOpen={open} />
            </section>
          </>
        )}
      </LoadState>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}

function Totals({
  data,
  filter,
  onOpen,
}: {
  readonly data: Measures;
  readonly filter: MeasureFilter;
  readonly onOpen: (drill: Drill) => void;
}) {
  const { t } = useText();
  const { total } = data;
  const name = t('board.sum');
  return (
    <section className="totals" aria-label={t('rboard.totals')}>
      <div className="panel total-main">
        <span>{t('measure.recognitionRate')}</span>
        <b data-testid="recognition-rate">{formatFigure(total.recognitionRate, '%')}</b>
        <span className="muted small">
          {t('rboard.rateParts', { accepted: formatCount(total.accepted), had: formatCount(total.hadResults) })}
        </span>
      </div>
      <div className="panel total-main">
        <span>{t('measure.feesSavedDirect')}</span>
        <b data-testid="fees-saved">{yuan(total.feesSavedDirect)}</b>
        <span className="muted small">
          {t('measure.feesSavedPotential')} {yuan(total.feesSavedPotential)}
        </span>
      </div>
      {(['prompted', 'opened', 'accepted', 'declined', 'deferred', 'revoked', 'repeated', 'sameResult'] as const).map((measure) => (
        <div key={measure} className="panel total-one">
          <span title={t(`measureHint.${measure}`)}>{t(`measure.${measure}`)}</span>
          <b>
            <Opening figures={total} {...{ measure, name, filter, onOpen }} />
          </b>
          {measure === 'opened' && <span className="muted small">{formatFigure(total.openRate, '%')}</span>}
        </div>
      ))}
    </section>
  );
}

function CasesDrawer({ drill, onClose }: { readonly drill: Drill; readonly onClose: () => void }) {
  const { t, tv } = useText();
  const wide = useWide(700);
  const query = useMeasureCases(drill);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Drawer open title={drill.title} size={wide ? 640 : '100%'} onClose={onClose} className="case-drawer">
      <LoadState query={query} empty={lines.length === 0} emptyText={t('drill.empty')} rows={8}>
        <ul className="case-lines">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one check counts once for each of its items and steps
            <li key={`${line.checkId}/${index}`}>
              <Link to={`/recognition/checks/${encodeURIComponent(line.checkId)}`}>
                <span className="line">
                  <b>{line.itemName}</b>
                  <span className="muted">{tv('measure', line.step)}</span>
                  {line.reasonCode && <span>{tv('declineReason', line.reasonCode)}</span>}
                  <span className="muted push">{formatTime(line.at)}</span>
                </span>
                <span className="muted">
                  {line.institutionName} {line.number}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="list-foot">
          {query.hasNextPage ? (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('common.more')}
            </Button>
          ) : (
            <span className="muted">{t('drill.all', { count: lines.length })}</span>
          )}
        </div>
      </LoadState>
    </Drawer>
  );
}
