import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { live } from '@/shared/live/live';
import { useLineBack } from '@/shared/live/use-live';

/** A busy region sends many events a second; the board needs to be asked far less often. */
const atMostEvery = 2_000;

/** The server lets one connection watch so many topics. */
const mostTopics = 150;

/** Asks for the board anew when something happened at one of the institutions. */
export function useLiveBoard(institutionIds: readonly string[]) {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: ['board'] });
    }, atMostEvery);
  };
  const latest = useEffectEvent(refresh);
  const ids = institutionIds.slice(0, mostTopics).join(' ');
  useEffect(() => {
    const stops = ids ? ids.split(' ').map((id) => live.watch(`inbox:${id}`, () => latest())) : [];
    return () => {
      for (const stop of stops) stop();
    };
  }, [ids]);
  useLineBack(refresh);
  useEffect(() => () => clearTimeout(timer.current), []);
}
