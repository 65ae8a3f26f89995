import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request, withQuery } from '@/shared/api/http';
import { phrase } from '@/shared/api/phrase';
import { flag, number, object, optional, optionalList, page, type Read, type Shape, text, withDefault } from '@/shared/api/shape';

const evidence = object({
  id: text,
  institutionId: withDefault(text, ''),
  institutionName: withDefault(text, ''),
  itemCode: withDefault(text, ''),
  itemName: withDefault(phrase, ''),
  from: text,
  to: optional(text),
  body: withDefault(phrase, ''),
  scope: withDefault(object({ type: withDefault(text, ''), code: optional(text), text: withDefault(phrase, '') }), { type: '', text: '' }),
  outcome: withDefault(text, 'notTaken'),
  score: optional(number),
  deviceClass: optional(text),
  suspended: optional(object({ from: optional(text), to: optional(text), reason: withDefault(text, '') })),
  mark: optional(text),
});
export type Evidence = Read<typeof evidence>;

const key = ['recognition', 'quality'] as const;

export interface EvidenceFilter {
  readonly institutionId?: string;
  readonly itemCode?: string;
}

export const useEvidence = (filter: EvidenceFilter) =>
  useInfiniteQuery({
    queryKey: [...key, filter],
    queryFn: ({ pageParam, signal }) =>
      request(withQuery('/api/v1/recognition/quality', { ...filter, limit: 50, cursor: pageParam }), { shape: page(evidence), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });

function useStep<T>(call: (body: T) => Promise<unknown>, of: readonly string[]) {
  const client = useQueryClient();
  return useMutation({ mutationFn: call, onSuccess: () => client.invalidateQueries({ queryKey: of }) });
}

const post = (path: string, body: object) => request(path, { method: 'POST', body, idempotencyKey: newKey() });

export const useAddEvidence = () => useStep((body: object) => post('/api/v1/recognition/quality', body), key);

export const useSuspend = () =>
  useStep(
    ({ id, ...body }: { readonly id: string; readonly from: string; readonly reason: string }) =>
      post(`/api/v1/recognition/quality/${encodeURIComponent(id)}/suspend`, body),
    key,
  );

export const useResume = () => useStep((id: string) => post(`/api/v1/recognition/quality/${encodeURIComponent(id)}/resume`, {}), key);

/** `A` to `D`, whatever case the server writes them in. */
const grade: Shape<string | undefined> = {
  optional: true,
  read: (value) => (typeof value === 'string' && value ? value.toUpperCase() : undefined),
};

const sample = object({
  id: text,
  institutionName: withDefault(text, ''),
  graderName: optional(text),
  from: optional(text),
  to: optional(text),
  createdAt: optional(text),
  worstShare: optional(number),
  items: optionalList(
    object({
      resultId: text,
      itemCode: withDefault(text, ''),
      itemName: withDefault(phrase, ''),
      performedAt: optional(text),
      studyInstanceUid: optional(text),
      grade,
      positioning: grade,
      agreement: optional(flag),
      comment: optional(text),
    }),
  ),
});
export type Sample = Read<typeof sample>;
export type Sampled = Sample['items'][number];

const samplesKey = ['recognition', 'samples'] as const;

export const useSamples = (box: string) =>
  useInfiniteQuery({
    queryKey: [...samplesKey, box],
    queryFn: ({ pageParam, signal }) =>
      request(withQuery('/api/v1/recognition/samples', { box, limit: 20, cursor: pageParam }), { shape: page(sample), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });

export const useDraw = () => useStep((body: object) => post('/api/v1/recognition/samples', body), samplesKey);

export const useGrade = () =>
  useStep(
    ({ id, ...body }: { readonly id: string; readonly resultId: string; readonly grade: string }) =>
      post(`/api/v1/recognition/samples/${encodeURIComponent(id)}/grades`, body),
    samplesKey,
  );
