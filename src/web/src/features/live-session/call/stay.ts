/** The case a room belongs to, named as its page names it. */
export interface Place {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
}

/** What ended a call other than hanging up here. */
export type CallEnd = 'hungUp' | 'signedOut' | 'sessionLost' | 'noAccess' | 'deviceBlocked';

/** How the call is shown: not at all, as the room on its case's page, or small beside another page. */
export type CallView = 'none' | 'room' | 'aside';

export interface Stay {
  /** The case whose page is open. */
  readonly visited?: Place;
  /** Where the call of this tab is, whether it is up or only could be. */
  readonly place?: Place;
  readonly phase: 'out' | 'joining' | 'in';
}

/** The room this tab sits in; the hub gives one connection one seat, and a call that is up keeps it. */
export const seatOf = ({ visited, place, phase }: Stay): Place | undefined => (phase === 'out' ? visited : place);

export function viewOf({ visited, place, phase }: Stay): CallView {
  if (phase !== 'in') return 'none';
  return visited?.id === place?.id ? 'room' : 'aside';
}

/** Whether a case's page is open while this tab sits in the room of another. */
export const isElsewhere = (stay: Stay, id: string): boolean => stay.phase !== 'out' && stay.place?.id !== id;
