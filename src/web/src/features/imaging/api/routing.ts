import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request, withQuery } from '@/shared/api/http';
import { flag, list, number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';
import { sendsKey } from './sends';

const base = '/api/v1/imaging';

const destination = object({
  id: text,
  name: text,
  kind: text,
  institutionId: optional(text),
  aeTitle: optional(text),
  /** Told to those alone who may change it. */
  host: optional(text),
  port: optional(number),
  tls: optional(flag),
  peer: optional(text),
  connections: optional(number),
  maxBytesPerSecond: optional(number),
  prefetch: withDefault(flag, false),
  kept: withDefault(flag, false),
  paused: withDefault(flag, false),
});
export type KeptDestination = Read<typeof destination>;

export const destinationsKey = ['imaging-destinations'] as const;

export const useAllDestinations = () =>
  useQuery({
    queryKey: destinationsKey,
    queryFn: ({ signal }) => request(`${base}/destinations`, { shape: page(destination), signal }),
  });

const addressOf = (id: string) => `${base}/destinations/${encodeURIComponent(id)}`;

export function useKeepDestination() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Omit<KeptDestination, 'kept'>) =>
      request(addressOf(id), { method: 'PUT', body, idempotencyKey: newKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: destinationsKey }),
  });
}

export function useRemoveDestination() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      request(`${addressOf(id)}/actions/remove`, { method: 'POST', body: { reason }, idempotencyKey: newKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: destinationsKey }),
  });
}

const echo = object({
  answered: flag,
  milliseconds: optional(number),
  fault: optional(object({ code: text, zh: text, en: text })),
});

/** Asks a destination whether it answers; what is known of the line is then new. */
export function useEcho() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(`${addressOf(id)}/actions/echo`, { method: 'POST', body: {}, shape: echo }),
    onSettled: () => client.invalidateQueries({ queryKey: [...sendsKey, 'links'] }),
  });
}

const rule = object({
  id: text,
  name: text,
  enabled: flag,
  trigger: text,
  destinationId: optional(text),
  tiers: optionalList(text),
  modalities: optionalList(text),
  caseKinds: optionalList(text),
  from: optional(text),
  to: optional(text),
  priority: optional(text),
});
export type RoutingRule = Read<typeof rule>;

const routing = object({ institutionId: text, rules: list(rule), version: withDefault(number, 0) });
export const routingKey = ['imaging-routing'] as const;

export const useRouting = (enabled: boolean) =>
  useQuery({ queryKey: routingKey, queryFn: ({ signal }) => request(`${base}/routing`, { shape: routing, signal }), enabled });

/** All rules at once, built on the version that was read. */
export function useSetRouting() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rules, version }: { readonly rules: readonly RoutingRule[]; readonly version: number }) =>
      request(`${base}/routing`, {
        method: 'PUT',
        body: { rules },
        ifMatch: version || undefined,
        idempotencyKey: newKey(),
        shape: routing,
      }),
    onSuccess: (now) => client.setQueryData(routingKey, now),
  });
}

/** Names of institutions; an administrator also chooses among them. */
export const useInstitutionNames = () =>
  useQuery({
    queryKey: ['institution-names'],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/institutions', { limit: 200 }), { shape: page(object({ id: text, name: text })), signal }),
    staleTime: 5 * 60_000,
  });
