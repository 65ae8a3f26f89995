import type { Result, ResultValue } from './api/shapes';

export interface Point {
  readonly resultId: string;
  readonly at: string;
  readonly value: number;
  readonly flag?: string;
  readonly institutionName: string;
}

export interface Trend {
  readonly key: string;
  readonly name: string;
  readonly unit: string | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Oldest first. */
  readonly points: readonly Point[];
}

const keyOf = ({ code, name }: ResultValue) => code ?? name;

/** `<0.01` and `3.5↑` are texts; a trend is drawn of plain numbers alone. */
function numberOf(value: string | undefined): number | undefined {
  const typed = value?.trim() ?? '';
  const found = Number(typed);
  return typed !== '' && Number.isFinite(found) ? found : undefined;
}

/** One trend for each analyte that has two numbers or more in the same unit; the newest says unit and limits. */
export function trendsOf(rows: readonly Result[]): Trend[] {
  const newestFirst = rows.filter(({ voided }) => !voided).toSorted((a, b) => b.performedAt.localeCompare(a.performedAt));
  const found = new Map<string, { newest: ResultValue; points: Point[] }>();
  for (const row of newestFirst)
    for (const value of row.values) {
      const number = numberOf(value.value);
      if (number === undefined) continue;
      const entry = found.get(keyOf(value)) ?? { newest: value, points: [] };
      // Another unit is another scale: drawn together they would lie.
      if (entry.newest.unit === value.unit)
        entry.points.unshift({
          resultId: row.id,
          at: row.performedAt,
          value: number,
          flag: value.flag,
          institutionName: row.institutionName,
        });
      found.set(keyOf(value), entry);
    }
  return [...found]
    .filter(([, { points }]) => points.length > 1)
    .map(([key, { newest, points }]) => ({
      key,
      name: newest.name || key,
      unit: newest.unit,
      low: numberOf(newest.low),
      high: numberOf(newest.high),
      points,
    }));
}

/** Whether a value lies outside its limits: as reported, or as the limits say where nothing was reported. */
export function flagOf({ flag, value, low, high }: ResultValue): string | undefined {
  if (flag) return flag;
  const number = numberOf(value);
  if (number === undefined) return undefined;
  const [least, most] = [numberOf(low), numberOf(high)];
  if (most !== undefined && number > most) return 'high';
  return least !== undefined && number < least ? 'low' : undefined;
}

/** `3.5–5.1`, `≤ 5.1`, nothing. */
export function rangeText({ low, high }: { readonly low?: string | number; readonly high?: string | number }): string {
  if (low !== undefined && high !== undefined) return `${low}–${high}`;
  if (high !== undefined) return `≤ ${high}`;
  return low === undefined ? '' : `≥ ${low}`;
}
