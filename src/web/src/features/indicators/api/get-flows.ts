import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { useText } from '@/shared/i18n/i18n';
import type { Period } from '../filter';
import { refreshEvery } from './get-indicator';
import { flows } from './shapes';

export type Direction = 'up' | 'down' | 'lateral';

export function useFlows(period: Period, direction: Direction) {
  const { language } = useText();
  return useQuery({
    queryKey: ['indicators', 'flows', period, direction, language],
    queryFn: ({ signal }) => request(withQuery('/api/v1/indicators/flows', { ...period, direction }), { shape: flows, signal }),
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });
}
