import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { criticalPage, resultPage, resultShape, versionsShape } from './shapes';

export const resultsKey = ['results'] as const;
const path = (id: string) => `/api/v1/results/${encodeURIComponent(id)}`;

export interface ResultFilter {
  readonly patientId: string;
  readonly category?: string;
  readonly itemCode?: string;
}

/** Results of one patient wherever they were made, newest first. */
export const useResults = ({ patientId, category, itemCode }: ResultFilter) =>
  useInfiniteQuery({
    queryKey: [...resultsKey, 'list', patientId, category, itemCode],
    queryFn: ({ pageParam, signal }) =>
      request(withQuery('/api/v1/results', { patientId, category, itemCode, limit: 40, cursor: pageParam }), { shape: resultPage, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    gcTime: 0,
  });

const trendOf = 20;

/** The same test over time, with the numbers of those that are open to the reader. */
export const useSeries = (patientId: string | undefined, itemCode: string | undefined) =>
  useQuery({
    queryKey: [...resultsKey, 'series', patientId, itemCode],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/results', { patientId, itemCode, values: 'true', limit: trendOf }), { shape: resultPage, signal }),
    enabled: !!patientId && !!itemCode,
    gcTime: 0,
  });

export const useResult = (id: string) =>
  useQuery({
    queryKey: [...resultsKey, 'one', id],
    queryFn: ({ signal }) => request(path(id), { shape: resultShape, signal }),
    gcTime: 0,
  });

export const useVersions = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...resultsKey, 'versions', id],
    queryFn: ({ signal }) => request(`${path(id)}/versions`, { shape: versionsShape, signal }),
    enabled,
    gcTime: 0,
  });

/** Critical values of the user's institution. */
export const useCritical = (open: boolean) =>
  useInfiniteQuery({
    queryKey: [...resultsKey, 'critical', open],
    queryFn: ({ pageParam, signal }) =>
      request(withQuery('/api/v1/results/critical', { open: String(open), limit: 50, cursor: pageParam }), { shape: criticalPage, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: 30_000,
    gcTime: 0,
  });

export interface ResultAction {
  readonly id: string;
  readonly version: number;
  readonly action: 'confirmCritical' | 'void';
  readonly body: { readonly handling?: string; readonly reason?: string };
}

export function useResultAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, action, body }: ResultAction) =>
      request(`${path(id)}/actions/${action}`, { method: 'POST', body, ifMatch: version, idempotencyKey: crypto.randomUUID() }),
    onSettled: () => client.invalidateQueries({ queryKey: resultsKey }),
  });
}
