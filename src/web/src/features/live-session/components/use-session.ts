import { useEffect, useEffectEvent, useState } from 'react';
import { live, type Participant } from '@/shared/live/live';
import { useLineState } from '@/shared/live/use-live';
import { type SessionEvent, useSessionRecord } from '../api/get-session';

const deviceKey = 'telemed.device';

/** Tells this browser from the user's others; says nothing about the user. */
function deviceId(): string {
  let id = localStorage.getItem(deviceKey);
  if (!id) {
    id = crypto.randomUUID();
    localStorage.setItem(deviceKey, id);
  }
  return id;
}

/** Presence and talk of one case. */
export function useSession(consultationId: string) {
  const line = useLineState();
  const past = useSessionRecord(consultationId);
  const [events, setEvents] = useState<readonly SessionEvent[]>([]);
  const [present, setPresent] = useState<readonly Participant[]>([]);

  const take = useEffectEvent((more: readonly SessionEvent[]) =>
    setEvents((before) => {
      const known = new Set(before.map(({ seq }) => seq));
      return [...before, ...more.filter(({ seq }) => !known.has(seq))].sort((a, b) => a.seq - b.seq);
    }),
  );
  const loaded = past.data;
  useEffect(() => {
    if (!loaded) return;
    take(loaded.events);
    const since = loaded.events.at(-1)?.seq ?? 0;
    return live.watch(`session:${consultationId}`, (event) => take([event]), since);
  }, [loaded, consultationId]);

  useEffect(() => live.onPresence((id, participants) => id === consultationId && setPresent(participants)), [consultationId]);
  useEffect(() => {
    // Whoever may not read the session may not enter it either.
    if (line !== 'online' || !loaded) return;
    void live
      .invoke<Participant[] | null>('Join', consultationId, deviceId())
      .then((participants) => participants && setPresent(participants))
      .catch(() => {});
    return () => void live.invoke('Leave').catch(() => {});
  }, [line, loaded, consultationId]);

  return { past, events, present, online: line === 'online', say: (text: string) => live.invoke('Say', text) };
}
