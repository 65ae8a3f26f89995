import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { list, object, optional, optionalList, type Read, text } from '@/shared/api/shape';

const template = object({
  id: text,
  name: text,
  reason: optional(text),
  purpose: optional(text),
  summary: optional(
    object({
      complaint: optional(text),
      history: optional(text),
      findings: optional(text),
      treatment: optional(text),
      diagnoses: optionalList(object({ code: optional(text), text: optional(text) })),
    }),
  ),
});

export type RequestTemplate = Read<typeof template>;

export const useRequestTemplates = (kind: string | undefined) =>
  useQuery({
    queryKey: ['templates', kind],
    queryFn: ({ signal }) => request(withQuery('/api/v1/templates', { kind }), { shape: list(template), signal }),
    enabled: !!kind,
    staleTime: 5 * 60_000,
  });
