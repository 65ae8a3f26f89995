import { createContext, useContext } from 'react';
import type { Decision } from '../api/checks';
import type { Candidate } from '../api/shapes';

/** What is open in the split view. */
export interface Viewed {
  readonly code: string;
  readonly resultId: string;
  readonly studyInstanceUid?: string;
  readonly institutionName: string;
  readonly performedAt: string;
}

/** What can be done with the items of a check, wherever they are shown. */
export interface Desk {
  readonly mayDecide: boolean;
  /** The step under way, as `verb id`. */
  readonly busy: string | undefined;
  readonly viewed: Viewed | undefined;
  readonly view: (code: string, candidate: Candidate) => void;
  readonly decide: (decision: Decision) => Promise<unknown>;
  readonly revoke: (code: string, no: number) => void;
  readonly quote: (code: string, resultId: string) => void;
  readonly orderAnyway: (code: string) => void;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk needs a desk around it.');
  return desk;
}
