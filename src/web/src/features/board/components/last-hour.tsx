import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';

const order = ['submitted', 'accepted', 'arrived', 'returned', 'released'] as const;

/** What happened in the hour before now. */
export function LastHour({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const { t, tv } = useText();
  return (
    <section className="panel last-hour" aria-label={t('board.lastHour')}>
      <h2>{t('board.lastHour')}</h2>
      <dl>
        {order.map((what) => (
          <div key={what}>
            <dt className="muted">{tv('lastHour', what)}</dt>
            <dd>{formatCount(counts[what] ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
