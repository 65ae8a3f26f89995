import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { historyShape } from '@/shared/case/history';
import { consultationKey } from './get-consultation';

export const useHistory = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...consultationKey(id), 'history', version],
    queryFn: ({ signal }) => request(`/api/v1/consultations/${encodeURIComponent(id)}/history`, { shape: historyShape, signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });
