import { CalendarOutlined, HomeOutlined } from '@ant-design/icons';
import { useText } from '@/shared/i18n/i18n';
import { formatShort } from '@/shared/time/clinic-time';
import { sexAndAge } from '@/shared/ui/person-text';
import { ClockText, StateTag, UrgencyTag } from '@/shared/ui/tags';
import type { Row } from '../api/shapes';
import { placeText } from '../status';
import { DirectionMark } from './marks';

interface Props {
  readonly row: Row;
  /** Names the side that is not the reader's. */
  readonly other: 'from' | 'to' | 'both';
  readonly now: Date;
  readonly current?: boolean;
  readonly onOpen: (row: Row) => void;
}

/** A patient on the board: who, how urgent, where from or to, what holds the place, how long is left, and why if it came back. */
export function ReferralCard({ row, other, now, current, onOpen }: Props) {
  const { t } = useText();
  const to = [row.to.name, row.to.department].filter(Boolean).join(' · ');
  const place = other === 'from' ? row.from.name : other === 'to' ? to : `${row.from.name} → ${to}`;
  return (
    <a
      href={`/referrals/${encodeURIComponent(row.id)}`}
      className={`rcard lane-${row.lane} ${current ? 'row-cursor' : ''} ${row.clock?.breachedAt ? 'row-late' : ''}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        onOpen(row);
      }}
    >
      <span className="line">
        {row.unread && <span className="dot" title={t('list.unread')} />}
        {row.patient ? (
          <>
            <b>{row.patient.name}</b>
            <span className="muted">{sexAndAge(row.patient)}</span>
          </>
        ) : (
          <b className="ellipsis">{row.number}</b>
        )}
        <span className="push">
          <UrgencyTag urgency={row.lane} category="referral" />
        </span>
      </span>
      <span className="line">
        <DirectionMark direction={row.direction} bare />
        <span className="ellipsis" title={place}>
          {place}
        </span>
      </span>
      {row.reason?.text && (
        <span className="muted ellipsis" title={row.reason.text}>
          {row.reason.text}
        </span>
      )}
      {row.reservation && (
        <span className="place">
          {row.reservation.kind === 'bed' ? <HomeOutlined /> : <CalendarOutlined />} {placeText(row.reservation)}
        </span>
      )}
      <span className="line">
        <StateTag state={row.state} category="referral" direction={row.direction} />
        <span className="push">
          {row.clock ? (
            // The state already says what is waited for.
            <ClockText clock={row.clock} now={now} named={row.state !== 'needsInfo'} />
          ) : (
            <span className="muted small">{formatShort(row.updatedAt, now)}</span>
          )}
        </span>
      </span>
    </a>
  );
}
