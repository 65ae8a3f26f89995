import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import type { Box } from '../vocabulary';
import { referralsKey } from './list-referrals';
import { countsShape } from './shapes';

export const useReferralCounts = (box: Box, enabled = true) =>
  useQuery({
    queryKey: [...referralsKey, 'counts', box],
    queryFn: ({ signal }) => request(withQuery('/api/v1/referrals/counts', { box }), { shape: countsShape, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
