import { useEffect, useEffectEvent, useState } from 'react';

interface Place {
  readonly column: number;
  readonly row: number;
}

/** Moves within columns of different lengths; an empty column is passed over. */
export function move(at: Place | undefined, key: string, heights: readonly number[]): Place | undefined {
  const first = heights.findIndex((height) => height > 0);
  if (first < 0) return undefined;
  if (!at || (heights[at.column] ?? 0) === 0) return { column: first, row: 0 };
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
  if (step !== undefined) return { ...at, row: Math.min((heights[at.column] ?? 1) - 1, Math.max(0, at.row + step)) };
  const side = { ArrowRight: 1, l: 1, ArrowLeft: -1, h: -1 }[key];
  if (side === undefined) return at;
  for (let column = at.column + side; column >= 0 && column < heights.length; column += side) {
    const height = heights[column] ?? 0;
    if (height > 0) return { column, row: Math.min(at.row, height - 1) };
  }
  return at;
}

const moving: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'j', 'k', 'h', 'l']);

/** Arrows move over the board, Enter opens, / searches. Typing in a field is left alone. */
export function useBoardKeys(heights: readonly number[], open: (column: number, row: number) => void, searchId: string) {
  const [at, setAt] = useState<Place>();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest('input,textarea,select,[contenteditable],[role=tab],.ant-select,.ant-modal,.ant-drawer,.ant-radio-group')) return;
    if (moving.has(event.key)) {
      event.preventDefault();
      setAt((before) => move(before, event.key, heights));
    } else if (event.key === 'Enter' && at && !target.closest('button,a')) {
      event.preventDefault();
      open(at.column, at.row);
    } else if (event.key === '/') {
      event.preventDefault();
      document.getElementById(searchId)?.focus();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  useEffect(() => {
    if (at) document.querySelector('.row-cursor')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return at;
}
