import { Skeleton, Table, Tag } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { ageText, formatTime } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { StateTag } from '@/shared/ui/tags';
import { useBoard } from '../api/get-board';
import { RiskList } from '../components/risk-list';
import { useLiveBoard } from '../components/use-live-board';

const Charts = lazy(() => import('../components/board-charts'));
/** After this the page says that its figures may be old. */
const oldAfter = 60_000;

/** What is open, what is late, and who does how much, as it happens. */
export function BoardPage() {
  const { t } = useText();
  const query = useBoard();
  const now = useNow(1_000);
  const board = query.data;
  useLiveBoard(board?.byInstitution.map(({ institutionId }) => institutionId) ?? []);
  const open = Object.values(board?.openByState ?? {}).reduce((sum, count) => sum + count, 0);
  const old = board && now.getTime() - new Date(board.asOf).getTime() > oldAfter;
  return (
    <div className="page board">
      <header className="page-head">
        <h1>{t('board.title')}</h1>
        {board && (
          <span className="muted push" role="status">
            {t('board.asOf', { time: formatTime(board.asOf), age: ageText(board.asOf, now) })}{' '}
            {old && <Tag color="gold">{t('board.stale')}</Tag>}
          </span>
        )}
      </header>
      <LoadState query={query} rows={12}>
        {board && (
          <>
            <div className="figures">
              <Figure label={t('board.open')} value={open} />
              <Figure
                label={t('board.emergency')}
                value={board.openByUrgency.emergency ?? 0}
                tone={board.openByUrgency.emergency ? 'hot' : undefined}
              />
              <Figure label={t('board.atRisk')} value={board.atRisk.length} tone={board.atRisk.length ? 'soon' : undefined} />
              <Figure label={t('board.breached')} value={board.breached.length} tone={board.breached.length ? 'hot' : undefined} />
              <Figure label={t('board.lastHour')} value={board.lastHour.submitted} unit={t('board.submitted')} />
              <Figure label={t('board.lastHour')} value={board.lastHour.released} unit={t('board.released')} />
            </div>
            <section className="panel stages" aria-label={t('board.byStage')}>
              <h2>{t('board.byStage')}</h2>
              <ul>
                {Object.entries(board.openByState)
                  .filter(([, count]) => count > 0)
                  .map(([state, count]) => (
                    <li key={state}>
                      <b>{count}</b> <StateTag state={state} />
                    </li>
                  ))}
              </ul>
            </section>
            <div className="risks">
              <RiskList title={t('board.breached')} rows={board.breached} emptyText={t('board.noBreach')} late />
              <RiskList title={t('board.atRisk')} rows={board.atRisk} emptyText={t('board.noRisk')} />
            </div>
            <Suspense fallback={<Skeleton active />}>
              <Charts board={board} />
            </Suspense>
            <Institutions rows={board.byInstitution} />
          </>
        )}
      </LoadState>
    </div>
  );
}

function Figure({
  label,
  value,
  unit,
  tone,
}: {
  readonly label: string;
  readonly value: number;
  readonly unit?: string;
  readonly tone?: 'hot' | 'soon';
}): ReactNode {
  return (
    <div className={`figure panel ${tone ?? ''}`}>
      <span className="muted">
        {label} {unit}
      </span>
      <b>{value}</b>
    </div>
  );
}

function Institutions({ rows }: { readonly rows: NonNullable<ReturnType<typeof useBoard>['data']>['byInstitution'] }) {
  const { t } = useText();
  const count = (name: 'outgoing' | 'incoming' | 'open' | 'breached') => ({
    key: name,
    dataIndex: name,
    title: t(name === 'open' ? 'board.openCount' : `board.${name}`),
    align: 'right' as const,
    width: 84,
    sorter: (a: (typeof rows)[number], b: (typeof rows)[number]) => a[name] - b[name],
    render: (value: number) => (name === 'breached' && value > 0 ? <b className="late">{value}</b> : value),
  });
  return (
    <section className="panel" aria-label={t('board.institution')}>
      <Table
        size="small"
        rowKey="institutionId"
        pagination={false}
        dataSource={[...rows]}
        columns={[
          { key: 'name', dataIndex: 'name', title: t('board.institution') },
          count('outgoing'),
          count('incoming'),
          count('open'),
          count('breached'),
        ]}
        scroll={{ x: 480 }}
      />
    </section>
  );
}
