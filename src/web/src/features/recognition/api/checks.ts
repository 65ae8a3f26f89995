import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request, withQuery } from '@/shared/api/http';
import { actionsShape } from '@/shared/case/action';
import { historyShape } from '@/shared/case/history';
import { fitsTyped } from '../find-items';
import { type Check, checkRows, checkShape, explanationShape, standardItems } from './shapes';

const base = '/api/v1/recognition/checks';
const path = (id: string, tail = '') => `${base}/${encodeURIComponent(id)}${tail}`;
export const checksKey = ['recognition', 'checks'] as const;

/** What the doctor says about the patient today; the verdicts follow from it. */
export interface Question {
  readonly diagnoses: readonly { readonly code?: string; readonly text: string }[];
  readonly department?: string;
  readonly context: {
    readonly emergency?: true;
    readonly beforeSurgery?: true;
    readonly transfusion?: true;
    readonly appraisal?: true;
    readonly conditionChanged?: true;
    readonly interventions?: readonly { readonly kind: string; readonly at: string }[];
  };
}

/** @throws {ApiProblem} */
export const askCheck = (patientId: string, codes: readonly string[], question: Question, idempotencyKey: string): Promise<Check> =>
  request(base, {
    method: 'POST',
    body: { patientId, items: codes.map((code) => ({ code })), ...question },
    shape: checkShape,
    idempotencyKey,
  });

export interface Decision {
  readonly code: string;
  readonly resultId: string;
  readonly decision: 'accept' | 'decline' | 'defer';
  readonly reasonCode?: string;
  readonly comment?: string;
  readonly explained?: boolean;
}

/** The doctor's steps in a check; each is an event of its own on the server, and each answers with the check as it is then. */
const step = async (id: string, tail: string, body: object): Promise<Check> => {
  const answer = await request<unknown>(path(id, tail), {
    method: 'POST',
    body,
    shape: { read: (value) => value },
    idempotencyKey: newKey(),
  });
  // Some steps answer with nothing but success.
  return typeof answer === 'object' && answer !== null && 'items' in answer ? checkShape.read(answer, path(id)) : readCheck(id);
};

export const readCheck = (id: string, signal?: AbortSignal): Promise<Check> => request(path(id), { shape: checkShape, signal });

export const checkSteps = {
  view: (id: string, resultId: string) => step(id, '/views', { resultId }),
  decide: (id: string, decision: Decision) => step(id, '/decisions', decision),
  revoke: (id: string, no: number, reason?: string) => step(id, `/decisions/${no}/revoke`, reason ? { reason } : {}),
  quote: (id: string, resultId: string) => step(id, '/quotes', { resultId, where: 'record' }),
  order: (id: string, code: string) => step(id, '/orders', { code }),
  close: (id: string) => step(id, '/close', {}),
};

export const useCheck = (id: string) =>
  useQuery({ queryKey: [...checksKey, 'one', id], queryFn: ({ signal }) => readCheck(id, signal), gcTime: 0 });

export const useChecks = (box: string) =>
  useInfiniteQuery({
    queryKey: [...checksKey, 'list', box],
    queryFn: ({ pageParam, signal }) => request(withQuery(base, { box, limit: 40, cursor: pageParam }), { shape: checkRows, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    gcTime: 0,
  });

export const useCheckHistory = (id: string) =>
  useQuery({
    queryKey: [...checksKey, 'history', id],
    queryFn: ({ signal }) => request(path(id, '/history'), { shape: historyShape, signal }),
  });

/** The statutory reasons that the server takes for a decline. */
export const useDeclineReasons = (id: string | undefined) =>
  useQuery({
    queryKey: [...checksKey, 'reasons', id],
    queryFn: async ({ signal }) => {
      const actions = await request(path(id ?? '', '/actions'), { shape: actionsShape, signal });
      return actions.find(({ reasons }) => reasons.length > 0)?.reasons ?? [];
    },
    enabled: !!id,
    staleTime: 300_000,
  });

export const useExplanation = (id: string, code: string) =>
  useQuery({
    queryKey: [...checksKey, 'explanation', id, code],
    queryFn: ({ signal }) => request(withQuery(path(id, '/explanation'), { code }), { shape: explanationShape, signal, language: 'zh' }),
    gcTime: 0,
  });

/** As many as the server gives at once; a region's list is shorter. */
const mostItems = 500;

/** Items by name or code. The list is fetched once and searched here, so that a slow line is not asked at every letter. */
export const useItems = (typed: string, enabled: boolean) =>
  useQuery({
    queryKey: ['recognition', 'items'],
    queryFn: ({ signal }) => request(withQuery('/api/v1/recognition/items', { limit: mostItems }), { shape: standardItems, signal }),
    select: ({ items }) => ({ items: items.filter((item) => fitsTyped(typed, item)) }),
    enabled,
    staleTime: 300_000,
  });
