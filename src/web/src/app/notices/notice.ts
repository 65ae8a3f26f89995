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
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** The notice an inbox event makes for this user; undefined when it is meant for colleagues. */
export function noticeOf({ seq, type, at, data }: LiveEvent, user: User): Notice | undefined {
  // Rings that only say that a list is to be read again.
  if (type === 'changed') return undefined;
  const wanted = Array.isArray(data.forPractitioners) ? data.forPractitioners : [];
  // On duty when an emergency came: the notice to the house is a call for them.
  const called = Array.isArray(data.called) && data.called.includes(user.practitionerId);
  const forAll = wanted.length === 0 || hasRole(user, 'office');
  if (!called && !forAll && !wanted.includes(user.practitionerId)) return undefined;
  return {
    seq,
    type: called ? 'dutyCalled' : type,
    at,
    category: text(data.category),
    caseId: text(data.caseId),
    number: text(data.number),
    kind: text(data.kind) ?? text(data.direction),
    urgency: text(data.urgency) ?? text(data.lane),
  };
}

/** All that is kept, newest first. */
export function withNotices(before: readonly Notice[], fresh: readonly Notice[]): Notice[] {
  const known = new Set(before.map(({ seq }) => seq));
  return [...fresh.filter(({ seq }) => !known.has(seq)), ...before].sort((a, b) => b.seq - a.seq).slice(0, kept);
}
