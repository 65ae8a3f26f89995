import { formatDay } from '@/shared/time/clinic-time';
import type { FollowUpTask, Row } from './api/shapes';

export const arrivalGroups = ['moving', 'here', 'overdue', 'today', 'unbooked', 'later'] as const;
export type ArrivalGroup = (typeof arrivalGroups)[number];

/** Where a patient who is expected belongs on the arrivals desk. */
export function arrivalGroup(row: Row, now: Date): ArrivalGroup {
  if (row.state === 'inTransit') return 'moving';
  if (row.state === 'arrived') return 'here';
  if (row.clock?.breachedAt) return 'overdue';
  const start = row.reservation?.start;
  if (!start) return 'unbooked';
  const today = formatDay(now.toISOString());
  const day = formatDay(start);
  if (day < today) return 'overdue';
  return day === today ? 'today' : 'later';
}

/** Rows by group, the earliest first within each. */
export function groupArrivals(rows: readonly Row[], now: Date): Map<ArrivalGroup, Row[]> {
  const groups = new Map<ArrivalGroup, Row[]>(arrivalGroups.map((group) => [group, []]));
  for (const row of rows) groups.get(arrivalGroup(row, now))?.push(row);
  for (const group of groups.values()) group.sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
  return groups;
}

const laneOrder: Readonly<Record<string, string>> = { emergency: '0', urgent: '1' };
const sortKey = (row: Row) => `${laneOrder[row.lane] ?? '2'}${row.reservation?.start ?? row.updatedAt}`;

export const followUpGroups = ['receive', 'overdue', 'week', 'later'] as const;
export type FollowUpGroup = (typeof followUpGroups)[number];

const day = 86_400_000;
const soonDays = 7;

/** Whole days from today in Shanghai to a date; negative when it is past. */
export function daysUntil(date: string, now: Date): number {
  const at = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return Math.round((at(date) - at(formatDay(now.toISOString()))) / day);
}

/** The day a returned patient is due: of the first open task, else of the clock. */
export const dueOf = (row: Row): string | undefined => row.followUpDueOn ?? (row.clock && formatDay(row.clock.dueAt));

const received: ReadonlySet<string> = new Set(['underCare', 'completed']);

export function followUpGroup(row: Row, now: Date): FollowUpGroup {
  if (!received.has(row.state)) return 'receive';
  const due = dueOf(row);
  if (!due) return 'later';
  const left = daysUntil(due, now);
  return left < 0 ? 'overdue' : left <= soonDays ? 'week' : 'later';
}

export function groupFollowUps(rows: readonly Row[], now: Date): Map<FollowUpGroup, Row[]> {
  const groups = new Map<FollowUpGroup, Row[]>(followUpGroups.map((group) => [group, []]));
  for (const row of rows) groups.get(followUpGroup(row, now))?.push(row);
  for (const group of groups.values()) group.sort((a, b) => (dueOf(a) ?? '9').localeCompare(dueOf(b) ?? '9'));
  return groups;
}

export const isOpenTask = (task: FollowUpTask) => !task.doneAt && !task.waived;

type Rules = readonly { readonly diagnoses: readonly string[]; readonly afterDays: number; readonly what: string }[];

/** Follow-ups that the rules propose for a patient's diagnoses, soonest first; each day and text once. */
export function usualFollowUps(
  referral: { readonly diagnoses: readonly { readonly code?: string }[] },
  vocabulary: { readonly followUpDefaults: Rules } | undefined,
  now: Date,
): { dueOn: string; what: string }[] {
  const codes = referral.diagnoses.flatMap(({ code }) => (code ? [code] : []));
  const rules = vocabulary?.followUpDefaults ?? [];
  const fitting = rules.filter(({ diagnoses }) => diagnoses.some((prefix) => codes.some((code) => code.startsWith(prefix))));
  const general = rules.filter(({ diagnoses }) => diagnoses.length === 0);
  const proposed = (fitting.length > 0 ? fitting : general).map(({ afterDays, what }) => ({ dueOn: dayAfter(now, afterDays), what }));
  const known = new Map(proposed.map((each) => [`${each.dueOn}${each.what}`, each]));
  return [...known.values()].sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** The day so many days from now, in Shanghai. */
export const dayAfter = (now: Date, days: number): string => formatDay(new Date(now.getTime() + days * day).toISOString());
