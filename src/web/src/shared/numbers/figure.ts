import { translate } from '@/shared/i18n/i18n';

/** The one place where a number becomes text: the same ratio reads the same on every page, in every chart and in print. */
export type Unit = string;

const noValue = '—';
const hour = 60;
const day = 24 * hour;
const daysFrom = 3 * day;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `1,284`: whole things that are counted. */
export const formatCount = (value: number | undefined): string => (value === undefined ? noValue : whole.format(value));

/**
 * A value with its unit: `33.3%`, `45 分钟`, `1,284 例`. Ratios always carry one decimal.
 * @param unit `%` and `‰` as 0..100 and 0..1000, `min` in minutes, anything else is counted
 */
export function formatFigure(value: number | undefined, unit: Unit): string {
  if (value === undefined) return noValue;
  if (unit === '%' || unit === '‰') return `${oneDecimal.format(value)}${unit}`;
  if (unit === 'min') return formatMinutes(value);
  const text = unit === 'points' ? oneDecimal.format(value) : formatCount(value);
  return `${text} ${unitName(unit)}`.trim();
}

/** Without its unit, for table cells and axes whose head already names it. */
export function formatBare(value: number | undefined, unit: Unit): string {
  if (value === undefined) return noValue;
  if (unit === '%' || unit === '‰' || unit === 'points') return oneDecimal.format(value);
  return formatCount(value);
}

/** Name of a unit in the user's language; what the server may add later is shown as it came. */
export function unitName(unit: Unit): string {
  if (unit === 'min') return translate('unit.min');
  if (unit === 'cases') return translate('unit.cases');
  if (unit === 'institutions') return translate('unit.institutions');
  if (unit === 'points') return translate('unit.points');
  return unit;
}

function formatMinutes(value: number): string {
  if (value <= 2 * hour) return `${whole.format(value)} ${translate('unit.min')}`;
  if (value < daysFrom) return `${oneDecimal.format(value / hour)} ${translate('unit.hours')}`;
  return `${oneDecimal.format(value / day)} ${translate('unit.days')}`;
}

/** Which direction is good. */
export type Better = 'up' | 'down';

/** Whether a target is met; undefined without value or target. */
export function meetsTarget(value: number | undefined, target: number | undefined, better: Better): boolean | undefined {
  if (value === undefined || target === undefined) return undefined;
  return better === 'down' ? value <= target : value >= target;
}

/** Progress towards a target as 0..100; a figure that shall fall is done once it is at or below. */
export function progressTo(value: number | undefined, target: number | undefined, better: Better): number | undefined {
  if (value === undefined || target === undefined) return undefined;
  if (meetsTarget(value, target, better)) return 100;
  const part = better === 'down' ? target / value : value / target;
  return Math.max(0, Math.min(99, Math.floor(part * 100)));
}
