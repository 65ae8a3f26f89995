import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request, withQuery } from '@/shared/api/http';
import { page, type Shape } from '@/shared/api/shape';
import { StableKey } from '@/shared/api/stable-key';

export interface Sent {
  readonly path: string;
  readonly body?: object;
  /** The version the administrator has seen; left out for what is new. */
  readonly version?: number;
}

export type Query = Record<string, string | number | undefined>;

/** Posts to the server; every list and record below `touched` is read again once it succeeded. */
export function useSend<T>(shape: Shape<T>, touched: string) {
  const client = useQueryClient();
  const [keys] = useState(() => new StableKey());
  return useMutation({
    mutationFn: ({ path, body, version }: Sent) =>
      request(path, { method: 'POST', body, ifMatch: version, idempotencyKey: keys.for(path, body, version), shape }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['admin', touched] }),
  });
}

/** A list in pages. */
export const usePages = <T>(of: string, path: string, item: Shape<T>, query: Query, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['admin', of, 'list', query],
    queryFn: ({ signal, pageParam }) => request(withQuery(path, { ...query, cursor: pageParam }), { shape: page(item), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled,
  });

export type Pages<T> = UseInfiniteQueryResult<InfiniteData<{ readonly items: T[]; readonly next?: string }>>;

export const itemsOf = <T>({ data }: { readonly data?: { readonly pages: readonly { readonly items: readonly T[] }[] } }): T[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];
