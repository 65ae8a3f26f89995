import { useEffect } from 'react';

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isError: boolean;
  fetchNextPage(): unknown;
}

/** Reads a list to its end, page after page, where something is made of all of it. */
export function useWhole({ hasNextPage, isFetchingNextPage, isError, fetchNextPage }: Paged) {
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
}
