import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { anything, flag, number, object, optional, withDefault } from '@/shared/api/shape';

const shape = object({ valid: flag, streams: withDefault(number, 0), events: withDefault(number, 0), firstBroken: optional(anything) });

export const useLogVerification = () =>
  useQuery({
    queryKey: ['audit-verify'],
    queryFn: ({ signal }) => request('/api/v1/audit/verify', { shape, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
