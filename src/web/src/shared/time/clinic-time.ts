import { translate } from '@/shared/i18n/i18n';

/** Everybody on the platform reads one clock, whatever the machine is set to. */
export const zone = 'Asia/Shanghai';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** What a doctor needs to open a case, read it and answer. */
const soon = 30 * minute;

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function split(at: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `2026-11-21 14:05`; the empty text for no time. */
export function formatTime(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const p = split(at);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`;
}

/** `14:05` today, `11-21 14:05` this year, the whole date otherwise. */
export function formatShort(iso: string | undefined, now: Date): string {
  const whole = formatTime(iso);
  const today = formatTime(now.toISOString());
  if (whole.slice(0, 10) === today.slice(0, 10)) return whole.slice(11);
  return whole.slice(0, 4) === today.slice(0, 4) ? whole.slice(5) : whole;
}

/** The day in Shanghai as `2026-11-21`. */
export const formatDay = (iso: string | undefined): string => formatTime(iso).slice(0, 10);

export type Remaining = { readonly tone: 'calm' | 'soon' | 'late'; readonly text: string };

/**
 * How long a clock still runs, in words.
 * @param dueAt ISO time at which the clock is broken
 */
export function remaining(dueAt: string, now: Date): Remaining {
  const left = new Date(dueAt).getTime() - now.getTime();
  const span = spanText(Math.abs(left));
  if (left < 0) return { tone: 'late', text: translate('clock.overdue', { span }) };
  return { tone: left <= soon ? 'soon' : 'calm', text: translate('clock.left', { span }) };
}

/** Two units at most: `2 天 3 小时`, `45 分钟`. Less than a minute counts as one, so that nothing reads "0 minutes". */
export function spanText(milliseconds: number): string {
  if (milliseconds < minute) return translate('span.minutes', { count: 1 });
  if (milliseconds < hour) return translate('span.minutes', { count: Math.floor(milliseconds / minute) });
  if (milliseconds < day) return pair(milliseconds, hour, 'span.hours', minute, 'span.minutes');
  return pair(milliseconds, day, 'span.days', hour, 'span.hours');
}

type SpanKey = 'span.minutes' | 'span.hours' | 'span.days';

function pair(milliseconds: number, big: number, bigKey: SpanKey, small: number, smallKey: SpanKey): string {
  const whole = Math.floor(milliseconds / big);
  const rest = Math.floor((milliseconds - whole * big) / small);
  const first = translate(bigKey, { count: whole });
  if (rest === 0) return first;
  return `${first} ${translate(smallKey, { count: rest })}`;
}

/** How old something is, for "data as of". */
export function ageText(iso: string, now: Date): string {
  const age = now.getTime() - new Date(iso).getTime();
  return age < 10_000
    ? translate('age.now')
    : age < minute
      ? translate('age.seconds', { count: Math.round(age / 1000) })
      : translate('age.span', { span: spanText(age) });
}
