import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { consultationKey } from './get-consultation';
import { consultationsKey } from './list-consultations';
import { consultationShape } from './shapes';

export interface ActionCall {
  readonly action: string;
  readonly body: unknown;
  /** The version that the user saw when acting. */
  readonly version: number;
  /** Stays the same when the user presses the button again after a cut line. */
  readonly idempotencyKey: string;
}

export function useRunAction(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, body, version, idempotencyKey }: ActionCall) =>
      request(`/api/v1/consultations/${encodeURIComponent(id)}/actions/${action}`, {
        method: 'POST',
        body: body ?? {},
        ifMatch: version,
        idempotencyKey,
        shape: consultationShape,
      }),
    onSuccess: (consultation) => {
      client.setQueryData(consultationKey(id), consultation);
      void client.invalidateQueries({ queryKey: [...consultationsKey, 'list'] });
      void client.invalidateQueries({ queryKey: [...consultationsKey, 'counts'] });
    },
  });
}
