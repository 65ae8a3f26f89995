import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import type { Box } from '../vocabulary';
import { rowPage } from './shapes';

export interface ReferralFilter {
  readonly box: Box;
  readonly stage?: string;
  readonly state?: string;
  readonly direction?: string;
  readonly lane?: string;
  readonly q?: string;
}

const pageSize = 30;

export const referralsKey = ['referrals'] as const;

const fetchPage = (filter: ReferralFilter, cursor: string | undefined, signal: AbortSignal) =>
  request(withQuery('/api/v1/referrals', { ...filter, limit: pageSize, cursor }), { shape: rowPage, signal });

export const useReferrals = (filter: ReferralFilter, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...referralsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  });

const beforeReception = 'submitted,redirected,needsInfo,accepted,reserved,inTransit,arrived';

/** Patients who were sent back to the user's institution and whom nobody has received yet. */
export const useToReceive = (enabled = true) => useReferrals({ box: 'incoming', direction: 'down', state: beforeReception }, enabled);
