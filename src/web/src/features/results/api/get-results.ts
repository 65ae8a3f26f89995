import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request, withQuery } from '@/shared/api/http';
import { ApiProblem } from '@/shared/api/problem';
import { criticalPage, resultPage, resultShape, versionPage } from './shapes';

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

/** How many of the same test are read for a trend; each is a read on record. */
const trendOf = 6;

/** The same test over time, of those that are open to the reader. */
export function useSeries(patientId: string | undefined, itemCode: string | undefined) {
  const list = useQuery({
    queryKey: [...resultsKey, 'series', patientId, itemCode],
    queryFn: ({ signal }) => request(withQuery('/api/v1/results', { patientId, itemCode, limit: trendOf }), { shape: resultPage, signal }),
    enabled: !!patientId && !!itemCode,
    gcTime: 0,
  });
  const ids = (list.data?.items ?? []).map(({ id }) => id);
  const found = useQueries({ queries: ids.length > 1 ? ids.map(resultQuery) : [] });
  return found.flatMap(({ data }) => (data ? [data] : []));
}

/** What a look opens to this reader is open a moment later. */
const opensWithin = 4;

const resultQuery = (id: string) => ({
  queryKey: [...resultsKey, 'one', id],
  queryFn: ({ signal }: { signal: AbortSignal }) => request(path(id), { shape: resultShape, signal }),
  retry: (failures: number, error: Error) =>
    error instanceof ApiProblem && (error.status === 404 || error.isTransient) && failures < opensWithin,
  retryDelay: (failures: number) => 250 * 2 ** failures,
  gcTime: 0,
});

export const useResult = (id: string) => useQuery(resultQuery(id));

export const useVersions = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...resultsKey, 'versions', id],
    queryFn: ({ signal }) => request(`${path(id)}/versions`, { shape: versionPage, signal }),
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
  readonly action: 'confirmCritical' | 'void';
  readonly body: { readonly handling?: string; readonly reason?: string };
}

export function useResultAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action, body }: ResultAction) =>
      request(`${path(id)}/actions/${action}`, { method: 'POST', body, idempotencyKey: newKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: resultsKey }),
  });
}
