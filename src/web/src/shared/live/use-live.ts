import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { live } from './live';
import type { LiveEvent } from './topic-log';

export const useLineState = () => useSyncExternalStore(live.onState, () => live.state);

/** Listens to a topic while the component is shown; undefined listens to nothing. */
export function useTopic(topic: string | undefined, listener: (event: LiveEvent) => void) {
  const latest = useEffectEvent(listener);
  useEffect(() => (topic ? live.watch(topic, (event) => latest(event)) : undefined), [topic]);
}

/** Runs when the line is back after an interruption. */
export function useLineBack(listener: () => void) {
  const latest = useEffectEvent(listener);
  useEffect(() => live.onBack(() => latest()), []);
}
