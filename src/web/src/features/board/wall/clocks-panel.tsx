import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { useNow } from '@/shared/time/use-now';
import { ClockText } from '@/shared/ui/tags';
import type { LiveBoard, WatchedCase } from '../api/get-live-board';
import { afterDue, laneNames } from '../stages';

/** More would be too small to read from across a room. */
const shown = 7;

/** What is late and what will be: the number on the phone, who sends, who must answer. */
export function ClocksPanel({ board }: { readonly board: LiveBoard }) {
  const { t } = useText();
  return (
    <div className="wall-columns">
      <Clocks
        title={t('board.breached')}
        rows={board.breached}
        total={board.breachedTotal ?? board.breached.length}
        none={t('board.noBreach')}
        late
      />
      <Clocks title={t('board.atRisk')} rows={board.atRisk} total={board.atRisk.length} none={t('board.noRisk')} />
    </div>
  );
}

interface Props {
  readonly title: string;
  readonly rows: readonly WatchedCase[];
  readonly total: number;
  readonly none: string;
  readonly late?: boolean;
}

function Clocks({ title, rows, total, none, late }: Props) {
  const { tv } = useText();
  const now = useNow(1_000);
  return (
    <section aria-label={title}>
      <h3>
        {title} <b className={late && total > 0 ? 'wall-hot' : ''}>{formatCount(total)}</b>
      </h3>
      {rows.length === 0 && <p className="wall-none">{none}</p>}
      <ul className="wall-clocks">
        {rows.slice(0, shown).map((row) => (
          <li key={row.id}>
            <span className="wall-line">
              {row.lane !== 'routine' && (
                <b className={`wall-tag lane-${row.lane}`}>
                  {tv(laneNames(row.category === 'referral' ? 'referral' : undefined), row.lane)}
                </b>
              )}
              <b>{row.number}</b>
              <span className="push">{row.clock && <ClockText clock={row.clock} now={late ? afterDue(row.clock, now) : now} />}</span>
            </span>
            <span className="wall-way">
              {tv('caseCategory', row.category)} · {row.fromName} → {row.toName}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
