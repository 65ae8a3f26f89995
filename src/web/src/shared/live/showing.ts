import { createContext, useContext } from 'react';

/** How a picture lies in a viewport. */
export interface ViewPlace {
  readonly index: number;
  readonly width?: number;
  readonly centre?: number;
  readonly zoom: number;
  /** Of the picture from the middle, in heights of the viewport. */
  readonly pan: readonly [number, number];
  readonly inverted: boolean;
  readonly flipped: boolean;
}

/** What one viewport shows: enough for another to show the same. */
export interface ShownView extends ViewPlace {
  readonly study: string;
  readonly series: string;
}

/** Where somebody points, in the patient's coordinates (millimetres). */
export type Spot = readonly [number, number, number];

/** Images looked at together: one shows, the others follow. */
export interface Showing {
  /** Whether this page shows its images to the others. */
  readonly mine: boolean;
  /** What another shows now, and who. */
  readonly theirs?: { readonly name: string; readonly view: ShownView };
  /** Whether this page goes along with it. */
  readonly follows: boolean;
  /** Where the one who shows points, while they do. */
  readonly spot?: Spot;
  readonly setMine: (on: boolean) => void;
  readonly setFollows: (on: boolean) => void;
  readonly show: (view: ShownView) => void;
  readonly point: (spot: Spot) => void;
}

export const ShowingContext = createContext<Showing | null>(null);

/** Null where nobody else could look. */
export const useShowing = () => useContext(ShowingContext);
