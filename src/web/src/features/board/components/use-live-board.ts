import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLineBack, useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';

/** A busy region sends many events a second; the board needs to be asked far less often. */
const atMostEvery = 2_000;

/** Asks for the board anew when something happened in the area. */
export function useLiveBoard() {
  const client = useQueryClient();
  const user = useUser();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: ['board'] });
    }, atMostEvery);
  };
  useTopic(user.areaCode ? `board:${user.areaCode}` : undefined, refresh);
  useLineBack(refresh);
  useEffect(() => () => clearTimeout(timer.current), []);
}
