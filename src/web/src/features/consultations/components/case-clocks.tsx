import { useText } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/time/use-now';
import { ClockText } from '@/shared/ui/tags';
import { useOpenCase } from './use-case';

/** Clocks that still run, and those that were broken. */
export function CaseClocks() {
  const { t } = useText();
  const now = useNow();
  const { clocks } = useOpenCase().consultation;
  const shown = clocks.filter(({ metAt, breachedAt }) => !metAt || breachedAt);
  if (shown.length === 0) return null;
  return (
    <ul className="case-clocks" aria-label={t('case.clocks')}>
      {shown.map((clock) => (
        <li key={clock.name}>
          <ClockText clock={clock} now={now} />
        </li>
      ))}
    </ul>
  );
}
