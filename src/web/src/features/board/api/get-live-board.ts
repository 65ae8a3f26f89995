import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, optional, optionalList, type Read, record, text, withDefault } from '@/shared/api/shape';

const watched = object({
  category: withDefault(text, 'referral'),
  id: text,
  number: text,
  lane: text,
  state: text,
  fromName: optional(text),
  toName: optional(text),
  clock: optional(object({ name: text, dueAt: text, breachedAt: optional(text) })),
});

const open = object({
  total: optional(number),
  byStage: withDefault(record(number), {}),
  byLane: withDefault(record(number), {}),
  byStageLane: withDefault(record(record(number)), {}),
});

const flow = object({
  from: text,
  fromName: text,
  to: text,
  toName: text,
  direction: text,
  n: number,
});

const shape = object({
  asOf: text,
  ageSeconds: withDefault(number, 0),
  open: object({ referrals: open, consultations: open }),
  atRisk: optionalList(watched),
  breached: optionalList(watched),
  breachedTotal: optional(number),
  lastHour: withDefault(record(number), {}),
  flows: optionalList(flow),
});

export type LiveBoard = Read<typeof shape>;
export type OpenCases = Read<typeof open>;
export type WatchedCase = Read<typeof watched>;
export type Category = 'referral' | 'consultation';

export const liveBoardKey = ['live-board'] as const;

/** Asked again at least so often, so that with the answer's own way nothing on screen is older than five seconds. */
const refreshEvery = 3_500;

export const useLiveBoard = () =>
  useQuery({
    queryKey: liveBoardKey,
    queryFn: ({ signal }) => request('/api/v1/indicators/board', { shape, signal }),
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 500,
  });
