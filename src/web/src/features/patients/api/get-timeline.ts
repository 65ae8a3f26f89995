import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request, withQuery } from '@/shared/api/http';
import { object, optional, page, type Read, text, withDefault } from '@/shared/api/shape';

const entry = object({
  at: text,
  kind: text,
  title: withDefault(text, ''),
  text: withDefault(text, ''),
  institutionId: optional(text),
  institutionName: optional(text),
  caseId: optional(text),
  caseCategory: optional(text),
  number: optional(text),
  state: optional(text),
});

export type TimelineEntry = Read<typeof entry>;

const path = (patientId: string) => `/api/v1/patients/${encodeURIComponent(patientId)}`;

const key = (patientId: string) => ['patients', 'timeline', patientId] as const;

/** Visits, consultations, referrals, stays and follow-ups of one patient, newest first. */
export const useTimeline = (patientId: string) =>
  useInfiniteQuery({
    queryKey: key(patientId),
    queryFn: ({ pageParam, signal }) =>
      request(withQuery(`${path(patientId)}/timeline`, { limit: 30, cursor: pageParam }), { shape: page(entry), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    gcTime: 0,
  });

export interface Visit {
  readonly at: string;
  readonly department?: string;
  readonly diagnoses: readonly object[];
  readonly note: string;
}

/** A primary visit at the user's own institution. */
export function useRecordVisit(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (visit: Visit) => request(`${path(patientId)}/visits`, { method: 'POST', body: visit, idempotencyKey: newKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: key(patientId) }),
  });
}
