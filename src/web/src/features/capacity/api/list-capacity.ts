import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { bedPage, schedulePage, slotPage } from './shapes';

export const capacityKey = ['capacity'] as const;

interface SlotQuestion {
  readonly institutionId: string | undefined;
  readonly department?: string;
  /** First and last day, `2026-11-23`. */
  readonly from: string;
  readonly to: string;
  readonly free?: boolean;
}

export const useSlots = ({ free, ...question }: SlotQuestion, enabled = true) =>
  useQuery({
    queryKey: [...capacityKey, 'slots', question, free],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/slots', { ...question, free: free ? 'true' : undefined, limit: 1000 }), { shape: slotPage, signal }),
    enabled: enabled && !!question.institutionId,
    placeholderData: keepPreviousData,
  });

interface BedQuestion {
  readonly institutionId: string | undefined;
  readonly department?: string;
  readonly free?: boolean;
}

export const useBeds = ({ free, ...question }: BedQuestion) =>
  useInfiniteQuery({
    queryKey: [...capacityKey, 'beds', question, free],
    queryFn: ({ pageParam, signal }) =>
      request(withQuery('/api/v1/beds', { ...question, free: free ? 'true' : undefined, limit: 200, cursor: pageParam }), {
        shape: bedPage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: !!question.institutionId,
    placeholderData: keepPreviousData,
  });

export const useSchedules = (institutionId: string | undefined) =>
  useQuery({
    queryKey: [...capacityKey, 'schedules', institutionId],
    queryFn: ({ signal }) => request(withQuery('/api/v1/schedules', { institutionId, limit: 200 }), { shape: schedulePage, signal }),
    enabled: !!institutionId,
  });
