import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { flag, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';

const institution = object({
  id: text,
  name: text,
  tier: optional(text),
  grade: optional(text),
  services: optionalList(text),
  departments: optionalList(text),
  agreementId: optional(text),
  relation: optional(text),
  onDuty: withDefault(flag, false),
});

export type Institution = Read<typeof institution>;

/** Who may serve an institution with a service, by agreements in force. */
export const useServingInstitutions = (service: string | undefined, from: string | undefined) =>
  useQuery({
    queryKey: ['institutions', service, from],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/institutions', { service, from, limit: 100 }), { shape: page(institution), signal }),
    enabled: !!service && !!from,
    staleTime: 5 * 60_000,
  });
