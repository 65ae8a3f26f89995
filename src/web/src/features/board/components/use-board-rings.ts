import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useLineBack, useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';
import { liveBoardKey } from '../api/get-live-board';

/** A busy region rings every second; a slow line is not asked more often than it can answer. */
const atMostEvery = 1_000;

/** Asks for the board anew when something was committed in the area. */
export function useBoardRings() {
  const client = useQueryClient();
  const { areaCode } = useUser();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef(0);
  const refresh = useEffectEvent(() => {
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        last.current = Date.now();
        // A request under way is left to finish: on a slow line each ring would otherwise start it over and none would arrive.
        void client.invalidateQueries({ queryKey: liveBoardKey }, { cancelRefetch: false });
      },
      Math.max(0, last.current + atMostEvery - Date.now()),
    );
  });
  useTopic(areaCode === undefined ? undefined : `board:${areaCode}`, () => refresh());
  useLineBack(() => refresh());
  useEffect(() => () => clearTimeout(timer.current), []);
}
