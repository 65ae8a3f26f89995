import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { patientShape } from './shapes';

export const usePatient = (id: string | undefined) =>
  useQuery({
    queryKey: ['patients', 'one', id],
    queryFn: ({ signal }) => request(`/api/v1/patients/${encodeURIComponent(id ?? '')}`, { shape: patientShape, signal }),
    enabled: !!id,
    gcTime: 0,
  });
