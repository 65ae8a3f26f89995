import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { referralKey, referralPath } from './get-referral';
import { referralsKey } from './list-referrals';
import { referralShape } from './shapes';

export interface ActionCall {
  readonly id: string;
  readonly action: string;
  readonly body: unknown;
  /** The version that the user saw when acting. */
  readonly version: number;
  /** Stays the same when the user presses the button again after a cut line. */
  readonly idempotencyKey: string;
}

export function useRunAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action, body, version, idempotencyKey }: ActionCall) =>
      request(`${referralPath(id)}/actions/${action}`, {
        method: 'POST',
        body: body ?? {},
        ifMatch: version,
        idempotencyKey,
        shape: referralShape,
      }),
    onSuccess: (referral, { id }) => {
      client.setQueryData(referralKey(id), referral);
      void client.invalidateQueries({ queryKey: [...referralsKey, 'list'] });
      void client.invalidateQueries({ queryKey: [...referralsKey, 'counts'] });
      void client.invalidateQueries({ queryKey: ['capacity'] });
    },
  });
}
