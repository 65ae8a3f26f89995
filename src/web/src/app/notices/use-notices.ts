import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { live } from '@/shared/live/live';
import type { LiveEvent } from '@/shared/live/topic-log';
import { useLineBack, useTopic } from '@/shared/live/use-live';
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
function noticeOf({ seq, type, at, data }: LiveEvent, user: User): Notice | undefined {
  // Rings that only say that a list is to be read again.
  if (type === 'changed') return undefined;
  const wanted = data.forPractitioners;
  const forAll = !Array.isArray(wanted) || wanted.length === 0 || hasRole(user, 'office');
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

const seenKey = (user: User) => `telemed.seen.${user.id}`;

/** Notices of the user's inbox, newest first, and how many came since they were last looked at. */
export function useNotices(user: User, onNew: (notice: Notice) => void) {
  const client = useQueryClient();
  const [notices, setNotices] = useState<Notice[]>([]);
  const [seen, setSeen] = useState(() => Number(localStorage.getItem(seenKey(user)) ?? -1));
  const topic = user.institutionId ? `inbox:${user.institutionId}` : undefined;

  const take = (events: readonly LiveEvent[]) => {
    const fresh = events.map((event) => noticeOf(event, user)).filter((notice) => notice !== undefined);
    setNotices((before) => {
      const known = new Set(before.map(({ seq }) => seq));
      return [...fresh.filter(({ seq }) => !known.has(seq)).reverse(), ...before].sort((a, b) => b.seq - a.seq).slice(0, kept);
    });
    return fresh;
  };

  useTopic(topic, (event) => {
    // Images under way ring every second and change no case.
    if (event.type.startsWith('imaging')) return;
    for (const notice of take([event])) onNew(notice);
    void client.invalidateQueries({ queryKey: ['consultations', 'list'] });
    void client.invalidateQueries({ queryKey: ['consultations', 'counts'] });
    void client.invalidateQueries({ queryKey: ['referrals', 'list'] });
    void client.invalidateQueries({ queryKey: ['referrals', 'counts'] });
    void client.invalidateQueries({ queryKey: ['capacity'] });
    void client.invalidateQueries({ queryKey: ['board'] });
  });

  // What came before this page was opened; a failure only means an empty list.
  const readBefore = async () => {
    if (!topic) return;
    const last = (await live.invoke<Record<string, number> | null>('Watch', [topic]).catch(() => null))?.[topic];
    const events =
      last === undefined ? null : await live.invoke<LiveEvent[] | null>('Replay', topic, Math.max(0, last - kept)).catch(() => null);
    if (!events) return;
    take(events);
    // On a machine that has never shown notices the old ones are not news.
    setSeen((at) => (at < 0 ? (events.at(-1)?.seq ?? 0) : at));
  };
  useLineBack(() => void readBefore());
  useEffect(() => {
    if (seen >= 0) localStorage.setItem(seenKey(user), String(seen));
  }, [seen, user]);

  const newest = notices[0]?.seq ?? 0;
  return {
    notices,
    unread: seen < 0 ? 0 : notices.filter(({ seq }) => seq > seen).length,
    isNew: (notice: Notice) => seen >= 0 && notice.seq > seen,
    markRead: () => setSeen(Math.max(seen, newest)),
  };
}
