import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request } from '@/shared/api/http';
import { flag, number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';
import { personName } from './person-name';

const label = object({
  patientName: optional(personName),
  description: optional(text),
  studyDate: optional(text),
  modalities: optionalList(text),
});

const fault = object({ code: text, zh: text, en: text });

const send = object({
  id: text,
  destination: text,
  destinationName: text,
  kind: optional(text),
  study: text,
  state: text,
  priority: text,
  cause: withDefault(text, 'asked'),
  sent: number,
  refused: withDefault(number, 0),
  total: number,
  bytes: number,
  totalBytes: number,
  rate: withDefault(number, 0),
  createdAt: text,
  nextAttemptAt: optional(text),
  finishedAt: optional(text),
  lastError: optional(fault),
  actions: optionalList(text),
  label: optional(label),
});

const arrival = object({
  studyInstanceUid: text,
  peer: text,
  senderId: text,
  receiverId: text,
  expected: number,
  received: number,
  expectedBytes: number,
  receivedBytes: number,
  complete: flag,
  startedAt: text,
  lastAt: text,
  label: optional(label),
});

const link = object({
  destination: text,
  name: text,
  kind: text,
  rttMs: optional(number),
  bytesPerSecond: optional(number),
  bytes: withDefault(number, 0),
  successes: withDefault(number, 0),
  failures: withDefault(number, 0),
  lastSuccessAt: optional(text),
  lastFailureAt: optional(text),
  lastError: optional(fault),
  state: text,
});

const destination = object({
  id: text,
  name: text,
  kind: text,
  institutionId: optional(text),
  allowed: optional(flag),
});

export type Send = Read<typeof send>;
export type Arrival = Read<typeof arrival>;
export type Link = Read<typeof link>;
export type Destination = Read<typeof destination>;
export type StudyLabel = Read<typeof label>;
export type Fault = Read<typeof fault>;

export const sendsKey = ['imaging-sends'] as const;
export const arrivalsKey = ['imaging-arrivals'] as const;

// A ring comes at most once a second; the slower question is for when the line for rings is down.
const refetchInterval = 10_000;

export const useSends = () =>
  useQuery({
    queryKey: sendsKey,
    queryFn: ({ signal }) => request('/api/v1/imaging/sends?limit=100', { shape: page(send), signal }),
    refetchInterval,
    placeholderData: keepPreviousData,
  });

export const useArrivals = () =>
  useQuery({
    queryKey: arrivalsKey,
    queryFn: ({ signal }) => request('/api/v1/imaging/arrivals', { shape: page(arrival), signal }),
    refetchInterval,
    placeholderData: keepPreviousData,
  });

export const useLinks = () =>
  useQuery({
    queryKey: [...sendsKey, 'links'],
    queryFn: ({ signal }) => request('/api/v1/imaging/links', { shape: page(link), signal }),
    refetchInterval: 30_000,
  });

/** Where a study may go; without one nothing is asked. */
export const useDestinations = (study: string | undefined) =>
  useQuery({
    queryKey: ['imaging-destinations', study],
    queryFn: ({ signal }) =>
      request(`/api/v1/imaging/destinations?study=${encodeURIComponent(study ?? '')}`, { shape: page(destination), signal }),
    enabled: !!study,
  });

interface NewSend {
  readonly destination: string;
  readonly studyInstanceUid: string;
  readonly priority: string;
}

export function useAskSend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: NewSend & { readonly key: string }) =>
      request('/api/v1/imaging/sends', { method: 'POST', body, idempotencyKey: key }),
    onSuccess: () => client.invalidateQueries({ queryKey: sendsKey }),
  });
}

export function useSteerSend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action }: { readonly id: string; readonly action: string }) =>
      request(`/api/v1/imaging/sends/${encodeURIComponent(id)}/actions/${action}`, {
        method: 'POST',
        body: {},
        idempotencyKey: newKey(),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: sendsKey }),
  });
}
