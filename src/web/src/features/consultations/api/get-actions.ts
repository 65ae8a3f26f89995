import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { actionsShape } from '@/shared/case/action';
import { consultationKey } from './get-consultation';

/** What this user may do at this version of the case; another version asks again. */
export const useActions = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...consultationKey(id), 'actions', version],
    queryFn: ({ signal }) => request(`/api/v1/consultations/${encodeURIComponent(id)}/actions`, { shape: actionsShape, signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });
