import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { actionsShape } from '@/shared/case/action';
import { historyShape } from '@/shared/case/history';
import { recordShape, roundPage, roundShape } from './shapes';

const path = '/api/v1/rounds';
const key = ['rounds'] as const;
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

export type RoundBox = 'outgoing' | 'incoming';

export const roundKey = (id: string) => [...key, 'round', id] as const;

export const useRounds = (box: RoundBox, stage: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', box, stage],
    queryFn: ({ pageParam, signal }) => request(withQuery(path, { box, stage, cursor: pageParam }), { shape: roundPage, signal }),
    enabled,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

/** Where a hospital that was ever asked for a round begins, and one that only asks. */
export const useUsualBox = (enabled: boolean) =>
  useQuery({
    queryKey: [...key, 'usual'],
    queryFn: async ({ signal }): Promise<RoundBox> => {
      const asked = await request(withQuery(path, { box: 'incoming', stage: 'all', limit: 1 }), { shape: roundPage, signal });
      return asked.items.length > 0 ? 'incoming' : 'outgoing';
    },
    enabled,
  });

export const useRound = (id: string) =>
  useQuery({ queryKey: roundKey(id), queryFn: ({ signal }) => request(pathOf(id), { shape: roundShape, signal }) });

/** What this user may do at this version of the round. */
export const useRoundActions = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...roundKey(id), 'actions', version],
    queryFn: ({ signal }) => request(`${pathOf(id)}/actions`, { shape: actionsShape, signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });

export const useRoundHistory = (id: string, version: number) =>
  useQuery({
    queryKey: [...roundKey(id), 'history', version],
    queryFn: ({ signal }) => request(`${pathOf(id)}/history`, { shape: historyShape, signal }),
    placeholderData: (previous) => previous,
  });

/** Notes of patients: read for one print, and not kept. */
export const useRoundRecord = (id: string, caseId: string | undefined) =>
  useQuery({
    queryKey: [...roundKey(id), 'record', caseId],
    queryFn: ({ signal }) => request(withQuery(`${pathOf(id)}/record`, { caseId }), { shape: recordShape, signal }),
    gcTime: 0,
  });

export function usePlanRound() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, idempotencyKey }: { body: object; idempotencyKey: string }) =>
      request(path, { method: 'POST', body, idempotencyKey, shape: roundShape }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

interface Step {
  readonly action: string;
  readonly body: object;
  /** The version that the user saw when acting: two who press the button at once go to one patient, not to two. */
  readonly version: number;
  readonly idempotencyKey: string;
}

export function useRoundStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, body, version, idempotencyKey }: Step) =>
      request(`${pathOf(id)}/actions/${action}`, { method: 'POST', body, ifMatch: version, idempotencyKey, shape: roundShape }),
    onSuccess: (round) => {
      client.setQueryData(roundKey(id), round);
      void client.invalidateQueries({ queryKey: [...key, 'list'] });
    },
  });
}
