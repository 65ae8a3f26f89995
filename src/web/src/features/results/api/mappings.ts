import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { phrase } from '@/shared/api/phrase';
import { number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';

const path = '/api/v1/results/mappings';

const mapping = object({
  institutionId: text,
  institutionName: withDefault(text, ''),
  system: withDefault(text, ''),
  code: text,
  name: withDefault(phrase, ''),
  category: withDefault(text, 'other'),
  n: withDefault(number, 0),
  suggestions: optionalList(object({ code: text, name: withDefault(phrase, ''), score: withDefault(number, 0) })),
  standardCode: optional(text),
  standardName: optional(phrase),
  by: optional(text),
  at: optional(text),
});
export type Mapping = Read<typeof mapping>;

export const useMappings = (state: string) =>
  useInfiniteQuery({
    queryKey: ['results', 'mappings', state],
    queryFn: ({ pageParam, signal }) => request(withQuery(path, { state, limit: 50, cursor: pageParam }), { shape: page(mapping), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });

export interface Assignment {
  readonly institutionId: string;
  readonly system: string;
  readonly code: string;
  /** Null says that there is no common item for it. */
  readonly standardCode: string | null;
}

export function useAssign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (assignment: Assignment) => request(path, { method: 'PUT', body: assignment }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['results', 'mappings'] }),
  });
}

const item = object({ code: text, name: withDefault(phrase, ''), category: withDefault(text, 'other') });

/** Common items by name or code. */
export const useStandardItems = (typed: string, category: string | undefined, enabled = true) =>
  useQuery({
    queryKey: ['results', 'items', typed, category],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/recognition/items', { q: typed, category, limit: 30 }), {
        shape: object({ items: optionalList(item) }),
        signal,
      }),
    enabled,
    staleTime: 300_000,
  });
