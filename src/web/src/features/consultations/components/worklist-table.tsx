import { PictureOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
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

interface Column {
  readonly key: string;
  readonly title: string;
  /** Pixels; the reason takes what is left. */
  readonly width?: number;
  readonly cell: (row: Row) => ReactNode;
}

/** A plain table: the list needs no sorting or paging of its own, and the first page is 50 kB lighter for it. */
function Wide({ rows, box, cursor, onOpen, loading }: Props) {
  const { t } = useText();
  const columns = useColumns(box, onOpen);
  return (
    <table className={`worklist ${loading ? 'stale' : ''}`} aria-busy={loading}>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ key, title }) => (
            <th key={key} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // The link in the row is what the keyboard reaches; a click anywhere is a shortcut to it.
          <tr
            key={row.id}
            className={`${index === cursor ? 'row-cursor' : ''} ${row.clock?.breachedAt ? 'row-late' : ''}`}
            title={row.unread ? t('list.unread') : undefined}
            onClick={(event) => isPlain(event.target) && onOpen(row)}
          >
            {columns.map(({ key, cell }) => (
              <td key={key}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useColumns(box: Box, onOpen: (row: Row) => void): Column[] {
  const { t, tv, language } = useText();
  const now = useNow();
  // English words take more room than Chinese ones.
  const wider = language === 'en' ? 28 : 0;
  const roomy = useWide(1180);
  const none = <span className="muted">—</span>;
  const invited = (row: Row) => [row.invited.name, row.invited.department].filter(Boolean).join(' · ');
  const columns: (Column | false)[] = [
    {
      key: 'urgency',
      title: t('list.level'),
      width: 62 + wider,
      cell: (row) =>
        row.urgency === 'routine' ? <span className="muted">{tv('urgency', 'routine')}</span> : <UrgencyTag urgency={row.urgency} />,
    },
    { key: 'patient', title: t('list.patient'), width: 156, cell: (row) => <PatientCell row={row} onOpen={onOpen} /> },
    { key: 'kind', title: t('list.kind'), width: 88 + wider / 2, cell: (row) => tv('kind', row.kind) },
    { key: 'reason', title: t('list.reason'), cell: (row) => <ReasonCell row={row} /> },
    box === 'outgoing'
      ? { key: 'to', title: t('list.to'), width: roomy ? 190 : 150, cell: invited }
      : { key: 'from', title: t('list.from'), width: 140, cell: (row) => row.inviting.name },
    box === 'supervised' && { key: 'asked', title: t('list.to'), width: 180, cell: (row) => row.invited.name },
    box !== 'supervised' && roomy && { key: 'lead', title: t('list.lead'), width: 72, cell: (row) => row.lead?.name ?? none },
    { key: 'state', title: t('list.status'), width: 108 + wider, cell: (row) => <StateTag state={row.state} /> },
    { key: 'clock', title: t('list.clock'), width: 206, cell: (row) => (row.clock ? <ClockText clock={row.clock} now={now} /> : none) },
    {
      key: 'updated',
      title: t('list.updated'),
      width: 96,
      cell: (row) => <span className="muted">{formatShort(row.updatedAt, now)}</span>,
    },
  ];
  return columns.filter((column) => column !== false);
}

function PatientCell({ row, onOpen }: { readonly row: Row; readonly onOpen: (row: Row) => void }) {
  return (
    <>
      {row.unread && <span className="dot" />}
      <a
        href={`/cases/${encodeURIComponent(row.id)}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          onOpen(row);
        }}
      >
        <b>{row.patient.name}</b>
      </a>{' '}
      <span className="muted">{sexAndAge(row.patient)}</span>
    </>
  );
}

function ReasonCell({ row }: { readonly row: Row }) {
  const { t } = useText();
  return (
    <span title={row.reason}>
      {row.studyCount > 0 && (
        <span className="images-mark" title={t('list.images')}>
          <PictureOutlined /> {row.studyCount}
        </span>
      )}
      {row.reason}
    </span>
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
              {row.unread && <span className="dot" />}
              <b>{row.patient.name}</b>
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
