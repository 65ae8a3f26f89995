import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request, withQuery } from '@/shared/api/http';
import { findingPage, looksPage, mineShape } from './shapes';

const key = ['recognition', 'findings'] as const;
const refreshEvery = 15_000;

export interface FindingFilter {
  readonly institutionId?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Tests repeated although an earlier result could have been recognised and nobody decided. */
export const useFindings = (filter: FindingFilter) =>
  useInfiniteQuery({
    queryKey: [...key, filter],
    queryFn: ({ pageParam, signal }) =>
      request(withQuery('/api/v1/findings', { kind: 'recognition.repeated', ...filter, limit: 50, cursor: pageParam }), {
        shape: findingPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: refreshEvery,
  });

export function useAnswerFinding() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, text }: { readonly id: string; readonly text: string }) =>
      request(`/api/v1/findings/${encodeURIComponent(id)}/answer`, { method: 'POST', body: { text }, idempotencyKey: newKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** What of a resident's own was recognised. */
export const useMine = () =>
  useQuery({
    queryKey: ['recognition', 'mine'],
    queryFn: ({ signal }) => request('/api/v1/recognition/mine', { shape: mineShape, signal }),
    gcTime: 0,
  });

const looksShown = 100;

/** Who looked at a resident's own results, newest first; their own looks are left out. */
export const useLooks = (patientId: string | undefined) =>
  useQuery({
    queryKey: ['recognition', 'looks', patientId],
    queryFn: async ({ signal }) => {
      const found = await request(withQuery('/api/v1/audit', { patientId, limit: looksShown }), { shape: looksPage, signal });
      return found.items.filter(({ what, purpose }) => purpose !== 'ownRecord' && /result|stud|recognition/i.test(what));
    },
    enabled: !!patientId,
    gcTime: 0,
  });
