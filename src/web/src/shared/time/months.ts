import { formatTime } from '@/shared/time/clinic-time';

/** A month as `2026-11`; such texts sort as time does. */
export type Month = string;

/** A span of months, both ends in it. */
export interface Period {
  readonly from: Month;
  readonly to: Month;
}

export const monthOf = (at: Date): Month => formatTime(at.toISOString()).slice(0, 7);

/** @param by months later; negative for earlier */
export function addMonths(month: Month, by: number): Month {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const count = year * 12 + (of - 1) + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** Every month of a span, both ends in it. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to && months.length < mostMonths; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Longest span that a page draws. */
const mostMonths = 120;

export const isMonth = (value: string | null): value is Month => value !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
export const yearOf = (month: Month): number => Number(month.slice(0, 4));

/** One value for each month: where nothing happened a count is nought and a ratio has none. */
export function valuesOf(
  months: readonly Month[],
  rows: readonly { readonly key: Month; readonly value?: number }[],
  unit: string,
): (number | undefined)[] {
  const found = new Map(rows.map(({ key, value }) => [key, value]));
  return months.map((month) => found.get(month) ?? (unit === 'cases' ? 0 : undefined));
}
