import { useEffect, useMemo, useRef, useState } from 'react';
import { live, type Participant } from '@/shared/live/live';
import type { Showing, ShownView, Spot } from '@/shared/live/showing';
import { useUser } from '@/shared/session/session';
import type { SessionEvent } from '../api/get-session';

const moveEvery = 120;
const keepAfter = 1_000;
const spotFor = 3_000;

const isView = (value: unknown): value is ShownView =>
  typeof value === 'object' && value !== null && typeof (value as ShownView).study === 'string' && Array.isArray((value as ShownView).pan);

interface Move {
  readonly view?: ShownView;
  readonly spot?: Spot;
}

/** The last state that somebody showed, unless it was the last word. */
function shownIn(events: readonly SessionEvent[]): { readonly by: string; readonly view: ShownView } | undefined {
  const last = events.findLast(({ type }) => type === 'presented');
  return last && isView(last.data.state) && typeof last.data.by === 'string' ? { by: last.data.by, view: last.data.state } : undefined;
}

/** Images shown to the room. States that rest are kept in its record; the moves between them pass by like a pointer. */
export function useShowing(events: readonly SessionEvent[], present: readonly Participant[]): Showing {
  const user = useUser();
  const [wanted, setWanted] = useState(false);
  const [follows, setFollows] = useState(false);
  const [move, setMove] = useState<Move & { readonly after: number }>({ after: 0 });
  const [spot, setSpot] = useState<Spot>();
  const shown = useMemo(() => shownIn(events), [events]);
  const last = events.findLast(({ type }) => type === 'presented')?.seq ?? 0;
  const overtaken = !!shown && shown.by !== user.id;
  // Whoever began last shows; the one before has stopped.
  const mine = wanted && !overtaken;
  const presenter = overtaken ? present.find(({ accountId }) => accountId === shown.by) : undefined;

  useEffect(() => {
    if (overtaken) setWanted(false);
  }, [overtaken]);
  const from = useMemo(
    () => new Set(present.filter(({ accountId }) => accountId === presenter?.accountId).map((p) => p.participantId)),
    [present, presenter],
  );
  useEffect(() => {
    let fading: ReturnType<typeof setTimeout> | undefined;
    const stop = live.onPoint((sent) => {
      if (!from.has(sent.from)) return;
      const said = (sent.payload ?? {}) as Move;
      if (isView(said.view)) setMove({ view: said.view, after: last });
      if (!said.spot) return;
      setSpot(said.spot);
      clearTimeout(fading);
      fading = setTimeout(() => setSpot(undefined), spotFor);
    });
    return () => {
      stop();
      clearTimeout(fading);
    };
  }, [from, last]);

  const sending = useSending();
  const showsNow = useRef(false);
  useEffect(() => {
    showsNow.current = mine;
  }, [mine]);
  useEffect(
    () => () => {
      // Images are shown from the case's page only, while a call may keep its seat in the room.
      if (showsNow.current) sending.keep({ stopped: true });
    },
    [sending],
  );
  return useMemo<Showing>(() => {
    const view = move.view && move.after >= last ? move.view : shown?.view;
    return {
      mine,
      theirs: presenter && view ? { name: presenter.name, view } : undefined,
      follows: follows && !!presenter,
      spot,
      setMine: (on) => {
        setWanted(on);
        if (on) setFollows(false);
        else sending.keep({ stopped: true });
      },
      setFollows,
      show: (next) => {
        sending.move({ view: next });
        sending.keepSoon(next);
      },
      point: (next) => sending.move({ spot: next }),
    };
  }, [mine, presenter, shown, move, last, follows, spot, sending]);
}

/** Moves at most eight times a second, states a second after the last move. A line that is down loses moves; the next state says all. */
function useSending() {
  const timers = useRef<{ move?: ReturnType<typeof setTimeout>; keep?: ReturnType<typeof setTimeout> }>({});
  const waiting = useRef<Move>({});
  useEffect(
    () => () => {
      clearTimeout(timers.current.move);
      clearTimeout(timers.current.keep);
    },
    [],
  );
  return useMemo(() => {
    const keep = (state: object) => {
      clearTimeout(timers.current.keep);
      void live.invoke('Present', state).catch(() => {});
    };
    return {
      keep,
      keepSoon: (state: object) => {
        clearTimeout(timers.current.keep);
        timers.current.keep = setTimeout(() => keep(state), keepAfter);
      },
      move: (part: Move) => {
        waiting.current = { ...waiting.current, ...part };
        timers.current.move ??= setTimeout(() => {
          timers.current.move = undefined;
          const sent = waiting.current;
          waiting.current = {};
          void live.invoke('Point', sent).catch(() => {});
        }, moveEvery);
      },
    };
  }, []);
}
