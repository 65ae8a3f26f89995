import { addDays, weekdayOf } from '@/shared/time/days';
import type { Shift } from './api/roster';

export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly department?: string;
  readonly byDay: ReadonlyMap<string, readonly Shift[]>;
}

/** Shifts as one line for each person, by department and name. */
export function rowsOf(shifts: readonly Shift[]): PersonRow[] {
  const rows = new Map<string, { id: string; name: string; department?: string; byDay: Map<string, Shift[]> }>();
  for (const shift of shifts) {
    const { id, name } = shift.practitioner;
    const row = rows.get(id) ?? { id, name: name || id, department: shift.department, byDay: new Map<string, Shift[]>() };
    row.byDay.set(shift.day, [...(row.byDay.get(shift.day) ?? []), shift]);
    rows.set(id, row);
  }
  return [...rows.values()].sort(
    (a, b) =>
      (a.department ?? '').localeCompare(b.department ?? '', 'zh') || a.name.localeCompare(b.name, 'zh') || a.id.localeCompare(b.id),
  );
}
