import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';
import { ShapeError } from './shape';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      // The hub says what changed; a focus refetch of every list would only load a slow line.
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(error instanceof ShapeError) && (!(error instanceof ApiProblem) || error.isTransient),
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
