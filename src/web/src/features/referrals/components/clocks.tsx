import { Button, Popover } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/time/use-now';
import { ClockText } from '@/shared/ui/tags';
import type { ReferralClock } from '../api/shapes';

/** Those that were broken and the next that runs out; the rest one click further, for nobody acts on four clocks at once. */
export function Clocks({ clocks, ended }: { readonly clocks: readonly ReferralClock[]; readonly ended: boolean }) {
  const { t } = useText();
  const now = useNow();
  // Nobody waits for anything in a case that has ended.
  const open = clocks.filter(({ metAt }) => !metAt && !ended).sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const broken = clocks.filter(({ breachedAt }) => breachedAt);
  const next = open.find(({ breachedAt }) => !breachedAt);
  const shown = next ? [...broken, next] : broken;
  const rest = open.filter((clock) => !shown.includes(clock));
  if (shown.length === 0) return null;
  const lines = (some: readonly ReferralClock[]) =>
    some.map((clock) => (
      <li key={`${clock.name}${clock.dueAt}`}>
        <ClockText clock={clock} now={now} />
      </li>
    ));
  return (
    <>
      <ul className="case-clocks" aria-label={t('case.clocks')}>
        {lines(shown)}
      </ul>
      {rest.length > 0 && (
        <Popover trigger="click" content={<ul>{lines(rest)}</ul>}>
          <Button type="link" size="small">
            {t('rcase.moreClocks', { count: rest.length })}
          </Button>
        </Popover>
      )}
    </>
  );
}
