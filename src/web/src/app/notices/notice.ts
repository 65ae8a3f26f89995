import type { LiveEvent } from '@/shared/live/topic-log';
import { hasRole, type User } from '@/shared/session/session';

export interface Notice {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  /** `referral`; a consultation where nothing is said. */
  readonly category?: string;
  readonly caseId?: string;
  readonly number?: string;
  readonly kind?: string;
  readonly urgency?: string;
}

const kept = 50;
const call = 'dutyCalled';
/** What the whole house hears of the step for which those on duty are called. */
const calledFor = new Set(['submitted', 'escalated']);
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The notice an inbox event makes for this user; undefined when it is meant for colleagues. */
export function noticeOf({ seq, type, at, data }: LiveEvent, user: User): Notice | undefined {
  // Rings that only say that a list is to be read again.
  if (type === 'changed') return undefined;
  const wanted = Array.isArray(data.forPractitioners) ? data.forPractitioners : [];
  // The office hears of every case once: a call is for those it names and nobody else.
  const forAll = type !== call && (wanted.length === 0 || hasRole(user, 'office'));
  if (!forAll && !wanted.includes(user.practitionerId)) return undefined;
  return {
    seq,
    type,
    at,
    category: text(data.category),
    caseId: text(data.caseId),
    number: text(data.number),
    kind: text(data.kind) ?? text(data.direction),
    urgency: text(data.urgency) ?? text(data.lane),
  };
}

/** All that is kept, newest first. A call takes the place of what the house was told of the same step. */
export function withNotices(before: readonly Notice[], fresh: readonly Notice[]): Notice[] {
  const known = new Set(before.map(({ seq }) => seq));
  const all = [...fresh.filter(({ seq }) => !known.has(seq)), ...before];
  const calls = new Set(all.filter(({ type }) => type === call).map(stepOf));
  return all
    .filter((notice) => !calledFor.has(notice.type) || !calls.has(stepOf(notice)))
    .sort((a, b) => b.seq - a.seq)
    .slice(0, kept);
}

const stepOf = ({ caseId, at }: Notice) => `${caseId} ${at}`;
