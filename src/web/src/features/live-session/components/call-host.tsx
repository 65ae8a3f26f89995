import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { whenUnauthorized } from '@/shared/api/http';
import { deviceId } from '@/shared/device/this-device';
import type { Participant } from '@/shared/live/live';
import { useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';
import type { Call, CallState } from '../call/call';
import { type CallEnd, type Place, type Stay, seatOf, viewOf } from '../call/stay';
import { type DeviceTrouble, useSeat } from './use-seat';

const load = () => import('./call-place');
const CallPlace = lazy(() => load().then((module) => ({ default: module.CallPlace })));

/** The one call of this tab, as every page may see it. */
export interface CallHosted {
  readonly stay: Stay;
  /** Who sits in the room where this tab sits. */
  readonly present: readonly Participant[];
  /** Why this browser may not sit there. */
  readonly trouble: DeviceTrouble | undefined;
  /** Of the call that could be had or is up; fetched when somebody else is in the room, or when it is asked for. */
  readonly state: CallState | undefined;
  /** Whether the way in was asked for. */
  readonly asking: boolean;
  readonly ask: () => void;
  /** Takes the room of a case for as long as its page is open; a call that is up goes on elsewhere. */
  readonly visit: (place: Place) => () => void;
  readonly end: (why: CallEnd) => Promise<void> | undefined;
}

const CallContext = createContext<CallHosted | null>(null);

export function useCallHost(): CallHosted {
  const hosted = useContext(CallContext);
  if (!hosted) throw new Error('useCallHost needs a CallHost around it.');
  return hosted;
}

const never = () => () => {};
const nothing = () => undefined;

/** Holds the call above the pages, so that it goes on while they change. */
export function CallHost({ children }: { readonly children: ReactNode }) {
  const user = useUser();
  const [visited, setVisited] = useState<Place>();
  const [call, setCall] = useState<Call>();
  const [askedFor, setAskedFor] = useState<string>();
  const state = useSyncExternalStore<CallState | undefined>(call?.subscribe ?? never, call?.snapshot ?? nothing);
  const phase = state?.phase ?? 'out';
  const stay = useMemo<Stay>(() => ({ visited, place: call?.place, phase }), [visited, call, phase]);
  const seat = seatOf(stay);
  const { present, trouble } = useSeat(seat?.id, {
    onRefused: () => call?.end('noAccess'),
    onPutOut: (participant) => (participant ? call?.putOut(participant) : call?.end('deviceBlocked')),
  });
  const asking = !!seat && askedFor === seat.id;

  const accompanied = new Set(present.map(({ participantId }) => participantId)).size > 1;
  const wanted = seat && (asking || accompanied) && call?.place.id !== seat.id ? seat : undefined;
  useEffect(() => {
    if (!wanted) return;
    let late = false;
    void load()
      .then((parts) => !late && setCall(new parts.Call(wanted, user.name, deviceId(user))))
      .catch(() => setAskedFor(undefined));
    return () => {
      late = true;
    };
  }, [wanted, user]);
  useEffect(() => call?.listen(), [call]);
  useEffect(() => {
    if (call && call.place.id === seat?.id) call.setPresent(present);
  }, [call, present, seat]);
  // A room that was left without a call leaves nothing behind.
  useEffect(() => {
    if (phase === 'out' && call && call.place.id !== visited?.id) setCall(undefined);
  }, [phase, call, visited]);
  useCallEnds(call, phase);

  const ask = useCallback(() => setAskedFor(seat?.id), [seat]);
  const visit = useCallback((place: Place) => {
    setVisited(place);
    return () => {
      setVisited((now) => (now === place ? undefined : now));
      setAskedFor(undefined);
    };
  }, []);
  const end = useCallback((why: CallEnd) => call?.end(why), [call]);
  const hosted = useMemo<CallHosted>(
    () => ({ stay, present, trouble, state, asking, ask, visit, end }),
    [stay, present, trouble, state, asking, ask, visit, end],
  );
  return (
    <CallContext value={hosted}>
      {call && state && (
        <Suspense fallback={null}>
          <CallPlace call={call} state={state} view={viewOf(stay)} asking={asking} onAsked={() => setAskedFor(undefined)} />
        </Suspense>
      )}
      {children}
    </CallContext>
  );
}

/** What ends a call from outside, and the question before the tab is closed. */
function useCallEnds(call: Call | undefined, phase: Stay['phase']) {
  const up = phase !== 'out';
  useTopic(up && call ? `session:${call.place.id}` : undefined, ({ type }) => {
    if (type === 'closed') call?.end('noAccess');
  });
  useEffect(() => (call ? whenUnauthorized(() => call.end('sessionLost')) : undefined), [call]);
  useEffect(() => {
    if (!up) return;
    const stayHere = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      // Browsers before 119 ask only when something is returned.
      event.returnValue = true;
    };
    window.addEventListener('beforeunload', stayHere);
    return () => window.removeEventListener('beforeunload', stayHere);
  }, [up]);
}
