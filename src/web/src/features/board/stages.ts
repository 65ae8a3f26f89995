import type { Category, OpenCases } from './api/get-live-board';

/** Open stages in the order a case walks through them. */
const order: Record<Category, readonly string[]> = {
  referral: ['waiting', 'accepted', 'moving', 'underCare', 'returning'],
  consultation: ['waiting', 'inProgress', 'answered'],
};

/** Most urgent first, as everywhere. */
export const lanes = ['emergency', 'urgent', 'routine'] as const;

const notOpen: readonly string[] = ['open', 'ended'];

/** Stages to show: the known ones always, so that the page does not jump when one empties, then what the server adds. */
export function stagesOf(category: Category, { byStage }: OpenCases): string[] {
  const known = order[category];
  return [...known, ...Object.keys(byStage).filter((stage) => !known.includes(stage) && !notOpen.includes(stage))];
}

/** All open cases; counted by stage where the server gives no total, never twice. */
export function totalOf({ total, byStage, byLane }: OpenCases): number {
  if (total !== undefined) return total;
  const lanesSum = Object.values(byLane).reduce((sum, n) => sum + n, 0);
  if (lanesSum > 0) return lanesSum;
  return Object.entries(byStage).reduce((sum, [stage, n]) => (notOpen.includes(stage) ? sum : sum + n), 0);
}

/** Set of phrases that names the lanes of a category: doctors call the same three differently. */
export const laneNames = (category: Category | undefined) => (category === 'referral' ? 'lane' : 'urgency');

/** A clock that the server calls broken is not shown as running for the moment that this machine's time is behind. */
export const afterDue = ({ dueAt }: { readonly dueAt: string }, now: Date) =>
  new Date(Math.max(now.getTime(), new Date(dueAt).getTime() + 1));
