import { useMutation, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request } from '@/shared/api/http';
import { capacityKey } from './list-capacity';

interface Change {
  /** Path below `/api/v1`, such as `schedules` or `beds/17/actions/close`. */
  readonly path: string;
  readonly body: object;
  readonly version?: number;
}

/** Opens, ends and closes what can be booked. */
export function useChangeCapacity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, version }: Change) =>
      request(`/api/v1/${path}`, { method: 'POST', body, ifMatch: version, idempotencyKey: newKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: capacityKey }),
  });
}
