import { Table, Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatShort } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { bytesText } from '../amounts';
import { type Link, useLinks } from '../api/sends';

const colours: Record<string, string> = { up: 'success', down: 'red', unknown: 'default' };

/** How the ways to the destinations did over the last day. */
export function LinkTable() {
  const { t, tv, language } = useText();
  const query = useLinks();
  const now = useNow();
  const links = query.data?.items ?? [];
  return (
    <LoadState query={query} empty={links.length === 0} emptyText={t('links.none')}>
      <Table<Link>
        size="small"
        rowKey="destination"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={links}
        columns={[
          { title: t('sends.destination'), dataIndex: 'name' },
          { title: t('links.kind'), render: (_, one) => tv('destinationKind', one.kind) },
          {
            title: t('sends.state'),
            render: (_, one) => (
              <>
                <Tag color={colours[one.state] ?? 'default'} className="tag">
                  {tv('linkState', one.state)}
                </Tag>
                {one.state === 'down' && one.lastError && (
                  <span className="small send-fault">{language === 'en' ? one.lastError.en : one.lastError.zh}</span>
                )}
              </>
            ),
          },
          { title: t('links.rtt'), align: 'right', render: (_, one) => (one.rttMs === undefined ? '—' : `${Math.round(one.rttMs)} ms`) },
          {
            title: t('links.rate'),
            align: 'right',
            render: (_, one) => (one.bytesPerSecond === undefined ? '—' : `${bytesText(one.bytesPerSecond)}/s`),
          },
          { title: t('links.bytes'), align: 'right', render: (_, one) => bytesText(one.bytes) },
          { title: t('links.failures'), align: 'right', dataIndex: 'failures' },
          { title: t('links.last'), render: (_, one) => (one.lastSuccessAt ? formatShort(one.lastSuccessAt, now) : '—') },
        ]}
      />
    </LoadState>
  );
}
