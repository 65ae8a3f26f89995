import { useCallback, useEffect, useState } from 'react';

/** Long enough to read a panel from across a room. */
const shownFor = 20_000;

/** Shows so many panels in turn until somebody stops it; turning by hand starts the time anew. */
export function useRotation(count: number) {
  const [at, setAt] = useState(0);
  const [paused, setPaused] = useState(false);
  const turn = useCallback((by: number) => setAt((before) => (before + by + count) % count), [count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn by hand gives its panel the whole time
  useEffect(() => {
    if (paused) return undefined;
    const timer = setTimeout(() => turn(1), shownFor);
    return () => clearTimeout(timer);
  }, [at, paused, turn]);
  return { at: Math.min(at, count - 1), paused, turn, toggle: () => setPaused((before) => !before) };
}
