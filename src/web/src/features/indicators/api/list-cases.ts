import { useInfiniteQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
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
      request(withQuery(`/api/v1/indicators/${path}`, { ...query, limit: pageSize, cursor: pageParam }), { shape: casePage, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 2_000,
  });
