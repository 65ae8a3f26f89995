import type { ReactNode } from 'react';

/** One of the pictures that the wall shows in turn. */
export interface WallPanel {
  readonly key: string;
  readonly title: string;
  readonly content: ReactNode;
}
