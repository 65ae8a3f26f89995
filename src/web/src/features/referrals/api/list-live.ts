import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { list, number, object, withDefault } from '@/shared/api/shape';
import { referralsKey } from './list-referrals';
import { rowShape } from './shapes';

const live = object({ items: list(rowShape), elsewhere: withDefault(number, 0) });

/** Live referrals of a patient, looked up before a form is written in vain. */
export const useLiveReferrals = (patientId: string | undefined) =>
  useQuery({
    queryKey: [...referralsKey, 'live', patientId],
    queryFn: ({ signal }) => request(withQuery('/api/v1/referrals/live', { patientId }), { shape: live, signal }),
    enabled: !!patientId,
    staleTime: 0,
  });
