import type { Better } from '@/shared/numbers/figure';
import type { Row } from './api/shapes';
import type { By } from './filter';

export interface Ranked {
  readonly row: Row;
  /** Equal values share a place; undefined without a value. */
  readonly place: number | undefined;
  /** So few cases that one more would turn the order over. */
  readonly few: boolean;
}

const fewBelow = 10;

/** Best first; whoever has no value stands at the end without a place. */
export function ranked(rows: readonly Row[], better: Better): Ranked[] {
  const sorted = [...rows].sort((a, b) => {
    if (a.value === undefined || b.value === undefined) return Number(a.value === undefined) - Number(b.value === undefined);
    return better === 'down' ? a.value - b.value : b.value - a.value;
  });
  let place = 0;
  let last: number | undefined;
  return sorted.map((row, index) => {
    if (row.value !== last) place = index + 1;
    last = row.value;
    return { row, place: row.value === undefined ? undefined : place, few: row.denominator !== undefined && row.denominator < fewBelow };
  });
}

const natural: Partial<Record<By, readonly string[]>> = {
  lane: ['emergency', 'urgent', 'routine'],
  level: ['national', 'provincial', 'city', 'county', 'township', 'village'],
};

/** The order in which rows are read: what has an order of its own keeps it, months run on, all else stands best first. */
export function inOrder(rows: readonly Row[], by: By, better: Better): readonly Row[] {
  if (by === 'month') return rows;
  const order = natural[by];
  if (!order) return ranked(rows, better).map(({ row }) => row);
  const placeOf = ({ key }: Row) => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}
