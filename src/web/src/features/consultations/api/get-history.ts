import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, optional, page, text, withDefault } from '@/shared/api/shape';
import { consultationKey } from './get-consultation';

const entry = object({
  version: number,
  at: text,
  type: text,
  actorName: optional(text),
  institutionName: optional(text),
  text: withDefault(text, ''),
});

export const useHistory = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...consultationKey(id), 'history', version],
    queryFn: ({ signal }) => request(`/api/v1/consultations/${encodeURIComponent(id)}/history`, { shape: page(entry), signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });
