import { Link } from 'react-router';
import { casePath } from '@/shared/case/case-line';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { useNow } from '@/shared/time/use-now';
import { ClockText, StateTag, UrgencyTag } from '@/shared/ui/tags';
import type { WatchedCase } from '../api/get-live-board';
import { afterDue } from '../stages';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly WatchedCase[];
  /** How many there are in all; the rows may be only the first of them. */
  readonly total: number;
  readonly emptyText: string;
  readonly late?: boolean;
}

/** Cases whose clock is running out, or has. */
export function RiskList({ id: listId, title, rows, total, emptyText, late }: Props) {
  const { t, tv } = useText();
  const now = useNow(1_000);
  return (
    <section id={listId} tabIndex={-1} className={`panel risk ${late && total > 0 ? 'risk-late' : ''}`} aria-label={title}>
      <h2>
        {title} <span className={`count ${total > 0 && late ? 'count-hot' : ''}`}>{formatCount(total)}</span>
      </h2>
      {rows.length === 0 && <p className="muted risk-none">{emptyText}</p>}
      <ul>
        {rows.map(({ category, id, number, lane, state, fromName, toName, clock }) => (
          <li key={id}>
            <Link to={casePath(category, id)}>
              <span className="line">
                <UrgencyTag urgency={lane} category={category} />
                <b>{number}</b>
                <span>{tv('caseCategory', category)}</span>
                <StateTag state={state} category={category} />
                <span className="push">{clock && <ClockText clock={clock} now={late ? afterDue(clock, now) : now} />}</span>
              </span>
              <span className="muted small">
                {fromName} → {toName}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {total > rows.length && rows.length > 0 && <p className="muted">{t('board.firstOf', { shown: rows.length, total })}</p>}
    </section>
  );
}
