import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { flag, list, object, optionalList, type Read, text, withDefault } from '@/shared/api/shape';
import { consultationKey } from './get-consultation';

const actionShape = object({
  action: text,
  needs: optionalList(text),
  reasons: optionalList(object({ code: text, text, commentRequired: withDefault(flag, false) })),
});

/** One thing this user may do now. */
export type Action = Read<typeof actionShape>;

/** What this user may do at this version of the case; another version asks again. */
export const useActions = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...consultationKey(id), 'actions', version],
    queryFn: ({ signal }) => request(`/api/v1/consultations/${encodeURIComponent(id)}/actions`, { shape: list(actionShape), signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });
