import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { consultationsKey } from './list-consultations';
import { consultationShape } from './shapes';

export const consultationKey = (id: string) => [...consultationsKey, 'case', id] as const;

export const useConsultation = (id: string) =>
  useQuery({
    queryKey: consultationKey(id),
    queryFn: ({ signal }) => request(`/api/v1/consultations/${encodeURIComponent(id)}`, { shape: consultationShape, signal }),
  });
