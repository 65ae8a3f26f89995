import { translate } from '@/shared/i18n/i18n';
import { formatDay, spanText } from '@/shared/time/clinic-time';

const day = 86_400_000;

/** Days in Shanghai between two moments: what happened yesterday evening was a day ago, whatever the hour. */
const days = (from: string, to: string) => Math.round((Date.parse(formatDay(to)) - Date.parse(formatDay(from))) / day);

/** `今天`, `6 天前`. */
export function agoText(iso: string, now: Date): string {
  const count = days(iso, now.toISOString());
  return count <= 0 ? translate('span.today') : translate('age.span', { span: translate('span.days', { count }) });
}

/** `还有 24 天`, `还有 3 小时`; the empty text once it is over. */
export function leftText(iso: string, now: Date): string {
  const left = new Date(iso).getTime() - now.getTime();
  if (left <= 0) return '';
  const span = left < 2 * day ? spanText(left) : translate('span.days', { count: Math.floor(left / day) });
  return translate('clock.left', { span });
}
