import { Skeleton, Table } from 'antd';
import { lazy, Suspense } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { type Board, useBoard } from '../api/get-board';

const Charts = lazy(() => import('./board-charts'));

/** Who consults whom and how much: volumes change slowly and stand below what moves. */
export default function ConsultationVolumes() {
  const { t } = useText();
  const query = useBoard();
  const board = query.data;
  return (
    <section aria-label={t('board.volumes')}>
      <h2 className="section-head">{t('board.volumes')}</h2>
      <LoadState query={query}>
        {board && (
          <>
            <Suspense fallback={<Skeleton active />}>
              <Charts board={board} />
            </Suspense>
            <Institutions rows={board.byInstitution} />
          </>
        )}
      </LoadState>
    </section>
  );
}

type Row = Board['byInstitution'][number];

function Institutions({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useText();
  const count = (name: 'outgoing' | 'incoming' | 'open' | 'breached') => ({
    key: name,
    dataIndex: name,
    title: t(name === 'open' ? 'board.openCount' : `board.${name}`),
    align: 'right' as const,
    width: 84,
    sorter: (a: Row, b: Row) => a[name] - b[name],
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
