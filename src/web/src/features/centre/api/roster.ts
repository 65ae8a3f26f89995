import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { flag, list, number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';
import { useLineBack, useTopic } from '@/shared/live/use-live';

const named = object({ id: text, name: withDefault(text, '') });

const shift = object({
  id: text,
  practitioner: named,
  title: optional(text),
  department: optional(text),
  services: optionalList(text),
  day: text,
  from: text,
  to: text,
  line: text,
  start: text,
  end: text,
  overnight: withDefault(flag, false),
  now: withDefault(flag, false),
  over: withDefault(flag, false),
  version: withDefault(number, 0),
});

const reader = object({
  practitionerId: text,
  name: optional(text),
  title: optional(text),
  department: optional(text),
  duty: optional(object({ services: optionalList(text), line: text, until: text })),
  open: number,
  byUrgency: object({ emergency: number, urgent: number, routine: number }),
  oldestSince: optional(text),
  atRisk: number,
  breached: number,
  signedToday: number,
  medianMinutes: optional(number),
});

const cover = object({ onDuty: optionalList(text), maySee: withDefault(flag, false), mayKeep: withDefault(flag, false) });

const copied = object({
  monday: text,
  shifts: list(shift),
  left: optionalList(object({ practitioner: named, day: text, from: text, to: text, text, textEn: text })),
});

export type Shift = Read<typeof shift>;
export type Reader = Read<typeof reader>;
export type CopiedWeek = Read<typeof copied>;

/** What is read again when something changed: the day turns and shifts begin without a ring. */
const everyMinute = 60_000;

const rosterKey = (institutionId: string | undefined) => ['roster', institutionId] as const;
const pathOf = (institutionId: string | undefined) => `/api/v1/rosters/${encodeURIComponent(institutionId ?? '')}`;

export const useCover = (institutionId: string | undefined) =>
  useQuery({
    queryKey: [...rosterKey(institutionId), 'cover'],
    queryFn: ({ signal }) => request(`${pathOf(institutionId)}/cover`, { shape: cover, signal }),
    enabled: !!institutionId,
    refetchInterval: everyMinute,
  });

/** Shifts that begin on these days, `2026-11-23`, inclusive. */
export const useShifts = (institutionId: string | undefined, from: string, to: string) =>
  useQuery({
    queryKey: [...rosterKey(institutionId), 'shifts', from, to],
    queryFn: ({ signal }) => request(withQuery(`${pathOf(institutionId)}/shifts`, { from, to }), { shape: page(shift), signal }),
    enabled: !!institutionId,
    placeholderData: keepPreviousData,
    refetchInterval: everyMinute,
  });

/** Readers in the order in which work is given out: on duty first, then the least open. */
export const useLoad = (institutionId: string | undefined, service?: string, enabled = true) =>
  useQuery({
    queryKey: [...rosterKey(institutionId), 'load', service],
    queryFn: ({ signal }) => request(withQuery(`${pathOf(institutionId)}/load`, { service, limit: 500 }), { shape: page(reader), signal }),
    enabled: enabled && !!institutionId,
    placeholderData: keepPreviousData,
    refetchInterval: everyMinute,
  });

/** Reads the roster and the load again whenever they change. */
export function useRosterRings(institutionId: string | undefined) {
  const client = useQueryClient();
  const reread = () => void client.invalidateQueries({ queryKey: rosterKey(institutionId) });
  useTopic(institutionId && `roster:${institutionId}`, reread);
  useLineBack(reread);
}

interface Change {
  /** Below the roster: `shifts`, `shifts/17/actions/change`. */
  readonly path: string;
  readonly body?: object;
  readonly version?: number;
}

export function useChangeRoster(institutionId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, version }: Change) =>
      request(`${pathOf(institutionId)}/${path}`, {
        method: 'POST',
        body: body ?? {},
        ifMatch: version,
        idempotencyKey: crypto.randomUUID(),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: rosterKey(institutionId) }),
  });
}

export function useCopyWeek(institutionId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (from: string) =>
      request(`${pathOf(institutionId)}/actions/copyWeek`, {
        method: 'POST',
        body: { from },
        idempotencyKey: crypto.randomUUID(),
        shape: copied,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: rosterKey(institutionId) }),
  });
}
