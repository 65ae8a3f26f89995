import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, optional, optionalList, type Read, record, text, withDefault } from '@/shared/api/shape';

const riskRow = object({
  id: text,
  number: text,
  kind: text,
  urgency: text,
  state: text,
  inviting: optional(object({ name: text })),
  invited: optional(object({ name: text })),
  clock: optional(object({ name: text, dueAt: text, breachedAt: optional(text) })),
});

const shape = object({
  asOf: text,
  openByState: withDefault(record(number), {}),
  openByUrgency: withDefault(record(number), {}),
  atRisk: optionalList(riskRow),
  breached: optionalList(riskRow),
  lastHour: withDefault(object({ submitted: withDefault(number, 0), released: withDefault(number, 0) }), { submitted: 0, released: 0 }),
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
export type RiskRow = Read<typeof riskRow>;

/** Without an event for this long the board asks by itself. */
const refreshEvery = 15_000;

export const useBoard = () =>
  useQuery({
    queryKey: ['board'],
    queryFn: ({ signal }) => request('/api/v1/board', { shape, signal }),
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 2_000,
  });
