import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, optionalList, type Read, text, withDefault } from '@/shared/api/shape';

const shape = object({
  asOf: text,
  byInstitution: optionalList(
    object({
      institutionId: text,
      name: text,
      outgoing: withDefault(number, 0),
      incoming: withDefault(number, 0),
      open: withDefault(number, 0),
      breached: withDefault(number, 0),
    }),
  ),
  byKind: optionalList(object({ kind: text, total: withDefault(number, 0), open: withDefault(number, 0) })),
  byDay: optionalList(object({ day: text, submitted: withDefault(number, 0), released: withDefault(number, 0) })),
});

export type Board = Read<typeof shape>;

/** Volumes change slowly. */
const refreshEvery = 60_000;

export const useBoard = () =>
  useQuery({
    queryKey: ['board'],
    queryFn: ({ signal }) => request('/api/v1/board', { shape, signal }),
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 2_000,
  });
