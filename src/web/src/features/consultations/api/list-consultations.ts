import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { type Box, rowPage } from './shapes';

/** Filters of a worklist, as they stand in the address bar. */
export interface WorklistFilter {
  readonly box: Box;
  readonly stage?: string;
  readonly state?: string;
  readonly kind?: string;
  readonly urgency?: string;
  readonly q?: string;
}

const pageSize = 50;

export const consultationsKey = ['consultations'] as const;

const fetchPage = (filter: WorklistFilter, cursor: string | undefined, signal: AbortSignal) =>
  request(withQuery('/api/v1/consultations', { ...filter, limit: pageSize, cursor }), { shape: rowPage, signal });

export const useConsultations = (filter: WorklistFilter) =>
  useInfiniteQuery({
    queryKey: [...consultationsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
