import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { object, optional, page, type Read, text } from '@/shared/api/shape';

const practitioner = object({
  id: text,
  name: text,
  institutionId: optional(text),
  department: optional(text),
  title: optional(text),
  licenceValidTo: optional(text),
});

export type Practitioner = Read<typeof practitioner>;

export const usePractitioners = (institutionId: string | undefined, department?: string) =>
  useQuery({
    queryKey: ['practitioners', institutionId, department],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/practitioners', { institutionId, department, limit: 100 }), { shape: page(practitioner), signal }),
    enabled: !!institutionId,
    staleTime: 5 * 60_000,
  });

/** Names by id, for showing a choice. */
export function usePractitionerNames(institutionId: string): ReadonlyMap<string, string> {
  const practitioners = usePractitioners(institutionId);
  return new Map(practitioners.data?.items.map(({ id, name }) => [id, name]));
}
