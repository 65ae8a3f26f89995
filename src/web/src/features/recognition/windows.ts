import { translate } from '@/shared/i18n/i18n';

const day = 24;

/** `30 天`, `12 小时`, `不互认`. */
export function windowText(hours: number | undefined): string {
  if (hours === undefined) return translate('catalogue.never');
  return hours % day === 0 ? translate('span.days', { count: hours / day }) : translate('span.hours', { count: hours });
}
