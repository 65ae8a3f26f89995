import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { consultationsKey } from './list-consultations';
import { type Box, countsShape } from './shapes';

export const useCounts = (box: Box, enabled = true) =>
  useQuery({
    queryKey: [...consultationsKey, 'counts', box],
    queryFn: ({ signal }) => request(withQuery('/api/v1/consultations/counts', { box }), { shape: countsShape, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
