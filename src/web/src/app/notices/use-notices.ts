import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { live } from '@/shared/live/live';
import type { LiveEvent } from '@/shared/live/topic-log';
import { useLineBack, useTopic } from '@/shared/live/use-live';
import type { User } from '@/shared/session/session';
import { type Notice, noticeOf, withNotices } from './notice';

const replayed = 50;

const seenKey = (user: User) => `telemed.seen.${user.id}`;

/** Notices of the user's inbox, newest first, and how many came since they were last looked at. */
export function useNotices(user: User, onNew: (notice: Notice) => void) {
  const client = useQueryClient();
  const [notices, setNotices] = useState<Notice[]>([]);
  const [seen, setSeen] = useState(() => Number(localStorage.getItem(seenKey(user)) ?? -1));
  const topic = user.institutionId ? `inbox:${user.institutionId}` : undefined;

  const take = (events: readonly LiveEvent[]) => {
    const fresh = events.map((event) => noticeOf(event, user)).filter((notice) => notice !== undefined);
    setNotices((before) => withNotices(before, fresh));
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
      last === undefined ? null : await live.invoke<LiveEvent[] | null>('Replay', topic, Math.max(0, last - replayed)).catch(() => null);
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
