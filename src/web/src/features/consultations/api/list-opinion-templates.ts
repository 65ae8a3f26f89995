import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { list, object, text, withDefault } from '@/shared/api/shape';

const template = object({ id: text, name: text, findings: withDefault(text, ''), advice: withDefault(text, '') });

export const useOpinionTemplates = (kind: string) =>
  useQuery({
    queryKey: ['opinion-templates', kind],
    queryFn: ({ signal }) => request(withQuery('/api/v1/opinion-templates', { kind }), { shape: list(template), signal }),
    staleTime: 5 * 60_000,
  });
