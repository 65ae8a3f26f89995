import { Empty } from 'antd';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/time/use-now';
import { ClockText, StateTag, UrgencyTag } from '@/shared/ui/tags';
import type { RiskRow } from '../api/get-board';

interface Props {
  readonly title: string;
  readonly rows: readonly RiskRow[];
  readonly emptyText: string;
  readonly late?: boolean;
}

/** Cases whose clock is running out, or has. */
export function RiskList({ title, rows, emptyText, late }: Props) {
  const { tv } = useText();
  const now = useNow(10_000);
  return (
    <section className={`panel risk ${late && rows.length > 0 ? 'risk-late' : ''}`} aria-label={title}>
      <h2>
        {title} <span className={`count ${rows.length > 0 && late ? 'count-hot' : ''}`}>{rows.length}</span>
      </h2>
      {rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyText} />}
      <ul>
        {rows.map(({ id, number, kind, urgency, state, inviting, invited, clock }) => (
          <li key={id}>
            <Link to={`/cases/${encodeURIComponent(id)}`}>
              <span className="line">
                <UrgencyTag urgency={urgency} />
                <b>{number}</b>
                <span>{tv('kind', kind)}</span>
                <StateTag state={state} />
                <span className="push">{clock && <ClockText clock={clock} now={now} />}</span>
              </span>
              <span className="muted small">
                {inviting?.name} → {invited?.name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
