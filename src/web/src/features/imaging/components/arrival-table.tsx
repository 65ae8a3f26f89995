import { Progress, Table, Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatShort } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { bytesText, percentOf } from '../amounts';
import { type Arrival, useArrivals } from '../api/sends';
import { StudyName } from './study-label';

/** Studies that other platforms send here: what has come can be opened already. */
export function ArrivalTable() {
  const { t } = useText();
  const query = useArrivals();
  const now = useNow();
  const arrivals = query.data?.items ?? [];
  return (
    <LoadState query={query} empty={arrivals.length === 0} emptyText={t('arrivals.none')}>
      <Table<Arrival>
        size="small"
        rowKey={(one) => `${one.peer} ${one.studyInstanceUid}`}
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={arrivals}
        columns={[
          { title: t('sends.study'), render: (_, one) => <StudyName label={one.label} uid={one.studyInstanceUid} /> },
          { title: t('arrivals.peer'), dataIndex: 'peer' },
          {
            title: t('sends.state'),
            render: (_, one) => (
              <Tag color={one.complete ? 'success' : 'processing'} className="tag">
                {t(one.complete ? 'arrivals.complete' : 'arrivals.coming')}
              </Tag>
            ),
          },
          {
            title: t('sends.progress'),
            width: 320,
            render: (_, one) => (
              <>
                <Progress
                  size="small"
                  percent={percentOf(one.receivedBytes, one.expectedBytes)}
                  status={one.complete ? 'success' : 'active'}
                  aria-label={t('sends.progress')}
                />
                <div className="small muted figures">
                  {t('arrivals.objects', { received: one.received, expected: one.expected })} · {bytesText(one.receivedBytes)} /{' '}
                  {bytesText(one.expectedBytes)}
                </div>
              </>
            ),
          },
          { title: t('arrivals.last'), render: (_, one) => formatShort(one.lastAt, now) },
        ]}
      />
    </LoadState>
  );
}
