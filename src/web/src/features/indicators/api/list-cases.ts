import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { casePage } from './shapes';

/** Which cases: the address of one of the drill-downs with its query. */
export interface CasesOf {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

const pageSize = 50;

export const useCasesOf = ({ path, query }: CasesOf) =>
  useInfiniteQuery({
    queryKey: ['indicators', 'cases', path, query],
    queryFn: ({ pageParam, signal }) =>
      request(`/api/v1/indicators/${path}?${searchOf({ ...query, limit: String(pageSize), cursor: pageParam })}`, {
        shape: casePage,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 2_000,
  });

/** The row of what was left blank has the empty text for its key: unlike elsewhere an empty member is sent. */
export function searchOf(query: CasesOf['query']): string {
  const known = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(known).toString();
}
