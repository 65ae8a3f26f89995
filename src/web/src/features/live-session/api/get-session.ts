import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { anything, number, object, optional, optionalList, type Read, record, text, withDefault } from '@/shared/api/shape';

const event = object({ seq: number, type: text, at: text, data: withDefault(record(anything), {}) });

const session = object({
  participants: optionalList(object({ accountId: text, name: text, joinedAt: optional(text), leftAt: optional(text) })),
  events: optionalList(event),
});

export type SessionEvent = Read<typeof event>;

/** What was said and who came, so far; the topic goes on from there. */
export const useSessionRecord = (consultationId: string) =>
  useQuery({
    queryKey: ['sessions', consultationId],
    queryFn: ({ signal }) => request(`/api/v1/sessions/${encodeURIComponent(consultationId)}?since=0`, { shape: session, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
