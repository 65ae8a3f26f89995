import { formatDay } from '@/shared/time/clinic-time';
import type { Slot } from './api/shapes';

export interface Line {
  readonly key: string;
  readonly department: string;
  readonly practitioner?: string;
  readonly byDay: ReadonlyMap<string, readonly Slot[]>;
}

/** Slots as lines of one clinic each, by day in Shanghai. */
export function linesOf(slots: readonly Slot[]): Line[] {
  const lines = new Map<string, { department: string; practitioner?: string; byDay: Map<string, Slot[]> }>();
  for (const slot of slots) {
    const key = `${slot.department}|${slot.practitioner?.id ?? ''}`;
    const line = lines.get(key) ?? { department: slot.department, practitioner: slot.practitioner?.name, byDay: new Map<string, Slot[]>() };
    const at = formatDay(slot.start);
    line.byDay.set(at, [...(line.byDay.get(at) ?? []), slot]);
    lines.set(key, line);
  }
  return [...lines].map(([key, line]) => ({ key, ...line })).sort((a, b) => a.key.localeCompare(b.key, 'zh'));
}

/** Labels typed one per line or between commas, each once. */
export const labelsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\n,，、;；\s]+/)
      .map((label) => label.trim())
      .filter(Boolean),
  ),
];

/** Items by a key, in the order in which the keys are met. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}
