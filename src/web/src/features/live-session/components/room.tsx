import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { live, type Participant } from '@/shared/live/live';
import { ShowingContext } from '@/shared/live/showing';
import { useLineState } from '@/shared/live/use-live';
import { type SessionEvent, useSessionRecord } from '../api/get-session';
import { isElsewhere, seatOf } from '../call/stay';
import { useCallHost } from './call-host';
import { useShowing } from './use-showing';

/** The room of one case: who is in it, and what was said and shown. */
export interface Room {
  readonly consultationId: string;
  /** The record of it; with a problem for those who may not enter. */
  readonly past: ReturnType<typeof useSessionRecord>;
  readonly events: readonly SessionEvent[];
  readonly present: readonly Participant[];
  readonly online: boolean;
  /** This tab sits in another room, where its call is: here it listens only. */
  readonly elsewhere: boolean;
  readonly say: (text: string) => Promise<unknown>;
}

const nobody: readonly Participant[] = [];
const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('useRoom needs a RoomProvider around it.');
  return room;
}

interface Props {
  readonly consultationId: string;
  readonly kind: string;
  readonly number: string;
  readonly children: ReactNode;
}

/** Visits the room of a case for as long as its page is shown. */
export function RoomProvider({ consultationId, kind, number, children }: Props) {
  const host = useCallHost();
  const line = useLineState();
  const past = useSessionRecord(consultationId);
  const [events, setEvents] = useState<readonly SessionEvent[]>([]);

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

  const { visit } = host;
  const mayEnter = !!loaded;
  // Whoever may not read the session may not enter it either.
  useEffect(() => (mayEnter ? visit({ id: consultationId, kind, number }) : undefined), [mayEnter, visit, consultationId, kind, number]);
  const present = seatOf(host.stay)?.id === consultationId ? host.present : nobody;
  const elsewhere = isElsewhere(host.stay, consultationId);

  const online = line === 'online';
  const room = useMemo<Room>(
    () => ({ consultationId, past, events, present, online, elsewhere, say: (text) => live.invoke('Say', text) }),
    [consultationId, past, events, present, online, elsewhere],
  );
  const showing = useShowing(events, present);
  const accompanied = new Set(present.map(({ accountId }) => accountId)).size > 1;
  return (
    <RoomContext value={room}>
      <ShowingContext value={accompanied || showing.mine ? showing : null}>{children}</ShowingContext>
    </RoomContext>
  );
}
