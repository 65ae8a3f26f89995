import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import type { Category, LiveBoard, OpenCases } from '../api/get-live-board';
import { laneNames, lanes, stagesOf, totalOf } from '../stages';

const lastHour = ['submitted', 'accepted', 'arrived', 'returned', 'released'] as const;

/** The day at one look: how much is open, where it stands, what is late, what just happened. */
export function OverviewPanel({ board }: { readonly board: LiveBoard }) {
  const { t, tv } = useText();
  const { referrals, consultations } = board.open;
  const breached = board.breachedTotal ?? board.breached.length;
  const emergencies = (referrals.byLane.emergency ?? 0) + (consultations.byLane.emergency ?? 0);
  return (
    <div className="wall-overview">
      <div className="wall-figures">
        <Big label={t('board.openReferrals')} value={totalOf(referrals)} />
        <Big label={t('board.openConsultations')} value={totalOf(consultations)} />
        <Big label={t('board.emergency')} value={emergencies} tone={emergencies > 0 ? 'hot' : undefined} />
        <Big label={t('board.atRisk')} value={board.atRisk.length} tone={board.atRisk.length > 0 ? 'soon' : undefined} />
        <Big label={t('board.breached')} value={breached} tone={breached > 0 ? 'hot' : undefined} />
      </div>
      <div className="wall-columns">
        <Stages category="referral" open={referrals} />
        <Stages category="consultation" open={consultations} />
      </div>
      <dl className="wall-hour">
        <dt>{t('board.lastHour')}</dt>
        {lastHour.map((what) => (
          <dd key={what}>
            {tv('lastHour', what)} <b>{formatCount(board.lastHour[what] ?? 0)}</b>
          </dd>
        ))}
      </dl>
    </div>
  );
}

function Big({ label, value, tone = '' }: { readonly label: string; readonly value: number; readonly tone?: 'hot' | 'soon' | '' }) {
  return (
    <div className={`wall-figure ${tone}`}>
      <span>{label}</span>
      <b>{formatCount(value)}</b>
    </div>
  );
}

function Stages({ category, open }: { readonly category: Category; readonly open: OpenCases }) {
  const { tv } = useText();
  const stages = stagesOf(category, open);
  const most = Math.max(1, ...stages.map((stage) => open.byStage[stage] ?? 0));
  return (
    <section aria-label={tv('boardOpen', category)}>
      <h3>{tv('boardOpen', category)}</h3>
      <ul className="wall-stages">
        {stages.map((stage) => {
          const n = open.byStage[stage] ?? 0;
          return (
            <li key={stage}>
              <span>{tv(`boardStage.${category}`, stage)}</span>
              <span className="wall-bar" aria-hidden="true">
                <span style={{ width: `${(n / most) * 100}%` }} />
              </span>
              <b>{formatCount(n)}</b>
            </li>
          );
        })}
      </ul>
      <p className="wall-lanes">
        {lanes.map((lane) => (
          <span key={lane} className={`lane-${lane}`}>
            {tv(laneNames(category), lane)} <b>{formatCount(open.byLane[lane] ?? 0)}</b>
          </span>
        ))}
      </p>
    </section>
  );
}
