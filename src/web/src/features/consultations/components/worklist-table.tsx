import { PictureOutlined } from '@ant-design/icons';
import { Badge, Table, type TableColumnsType } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatShort } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { sexAndAge } from '@/shared/ui/person-text';
import { ClockText, StateTag, UrgencyTag } from '@/shared/ui/tags';
import { useWide } from '@/shared/ui/use-wide';
import type { Box, Row } from '../api/shapes';

interface Props {
  readonly rows: readonly Row[];
  readonly box: Box;
  /** Index of the row that the keyboard is on. */
  readonly cursor: number;
  readonly onOpen: (row: Row) => void;
  readonly loading?: boolean;
}

export function WorklistTable({ rows, box, cursor, onOpen, loading }: Props) {
  const wide = useWide(900);
  return wide ? (
    <Wide rows={rows} box={box} cursor={cursor} onOpen={onOpen} loading={loading} />
  ) : (
    <Narrow rows={rows} box={box} cursor={cursor} onOpen={onOpen} />
  );
}

function Wide({ rows, box, cursor, onOpen, loading }: Props) {
  const { t, tv } = useText();
  const now = useNow();
  const roomy = useWide(1180);
  const columns: TableColumnsType<Row> = [
    {
      key: 'urgency',
      width: 64,
      title: t('list.urgency').slice(0, 2),
      render: (_, row) =>
        row.urgency === 'routine' ? <span className="muted">{tv('urgency', 'routine')}</span> : <UrgencyTag urgency={row.urgency} />,
    },
    {
      key: 'patient',
      title: t('list.patient'),
      width: 168,
      render: (_, row) => (
        <Badge dot={row.unread} title={row.unread ? t('list.unread') : undefined} offset={[4, 2]}>
          <a
            href={`/cases/${row.id}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              onOpen(row);
            }}
          >
            <b>{row.patient.name}</b>
          </a>{' '}
          <span className="muted">{sexAndAge(row.patient)}</span>
        </Badge>
      ),
    },
    { key: 'kind', title: t('list.kind'), width: 96, render: (_, row) => tv('kind', row.kind) },
    {
      key: 'reason',
      title: t('list.reason'),
      ellipsis: true,
      render: (_, row) => (
        <span title={row.reason}>
          {row.studyCount > 0 && (
            <span className="images-mark" title={t('list.images')}>
              <PictureOutlined /> {row.studyCount}
            </span>
          )}
          {row.reason}
        </span>
      ),
    },
    {
      key: 'other',
      title: box === 'outgoing' ? t('list.to') : t('list.from'),
      width: roomy ? 210 : 150,
      ellipsis: true,
      render: (_, row) => (box === 'outgoing' ? [row.invited.name, row.invited.department].filter(Boolean).join(' · ') : row.inviting.name),
    },
    ...(box === 'supervised'
      ? [{ key: 'to', title: t('list.to'), width: 170, ellipsis: true, render: (_: unknown, row: Row) => row.invited.name }]
      : roomy
        ? [
            {
              key: 'lead',
              title: t('list.lead'),
              width: 84,
              ellipsis: true,
              render: (_: unknown, row: Row) => row.lead?.name ?? <span className="muted">—</span>,
            },
          ]
        : []),
    { key: 'state', title: t('list.status'), width: 112, render: (_, row) => <StateTag state={row.state} /> },
    {
      key: 'clock',
      title: t('list.clock'),
      width: 190,
      render: (_, row) => (row.clock ? <ClockText clock={row.clock} now={now} /> : <span className="muted">—</span>),
    },
    {
      key: 'updated',
      title: t('list.updated'),
      width: 100,
      render: (_, row) => <span className="muted">{formatShort(row.updatedAt, now)}</span>,
    },
  ];
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      loading={loading}
      sticky
      rowClassName={(row, index) => `${index === cursor ? 'row-cursor' : ''} ${row.clock?.breachedAt ? 'row-late' : ''} clickable`}
      onRow={(row) => ({ onDoubleClick: () => onOpen(row), onClick: (event) => isPlain(event.target) && onOpen(row) })}
    />
  );
}

const isPlain = (target: EventTarget) => !(target as HTMLElement).closest('a,button') && !window.getSelection()?.toString();

function Narrow({ rows, box, cursor, onOpen }: Props) {
  const { tv } = useText();
  const now = useNow();
  return (
    <ul className="case-cards">
      {rows.map((row, index) => (
        <li key={row.id}>
          <button type="button" className={index === cursor ? 'row-cursor' : ''} onClick={() => onOpen(row)}>
            <span className="line">
              <UrgencyTag urgency={row.urgency} />
              <Badge dot={row.unread} offset={[4, 2]}>
                <b>{row.patient.name}</b>
              </Badge>
              <span className="muted">{sexAndAge(row.patient)}</span>
              <span className="push">
                <StateTag state={row.state} />
              </span>
            </span>
            <span className="reason">
              {tv('kind', row.kind)} · {row.reason}
            </span>
            <span className="line">
              <span className="muted ellipsis">{box === 'outgoing' ? row.invited.name : row.inviting.name}</span>
              <span className="push">
                {row.clock ? (
                  <ClockText clock={row.clock} now={now} named={false} />
                ) : (
                  <span className="muted">{formatShort(row.updatedAt, now)}</span>
                )}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
