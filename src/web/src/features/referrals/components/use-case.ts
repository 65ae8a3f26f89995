import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState } from 'react';
import { StableKey } from '@/shared/api/stable-key';
import type { Action } from '@/shared/case/action';
import { useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';
import { referralKey, useActions, useReferral } from '../api/get-referral';
import { useRunAction } from '../api/run-action';
import type { Referral } from '../api/shapes';
import { type Side, sideOf } from '../status';

export interface OpenCase {
  readonly referral: Referral;
  readonly side: Side;
  readonly actions: readonly Action[];
  readonly running: boolean;
  /** Acts on the version that is on screen. */
  run(action: string, body: unknown): Promise<Referral>;
  reload(): Promise<unknown>;
}

export const CaseContext = createContext<OpenCase | null>(null);

export function useOpenCase(): OpenCase {
  const open = useContext(CaseContext);
  if (!open) throw new Error('useOpenCase needs a case page around it.');
  return open;
}

/** One referral with what this user may do, kept up to date by its topic. */
export function useCase(id: string) {
  const user = useUser();
  const client = useQueryClient();
  const query = useReferral(id);
  const actions = useActions(id, query.data?.version);
  const mutation = useRunAction();
  const [keys] = useState(() => new StableKey());
  useTopic(`case:${id}`, ({ data }) => {
    // Our own action is answered with the case itself; its echo need not fetch it once more.
    const seen = client.getQueryData<Referral>(referralKey(id))?.version ?? -1;
    if (typeof data.version !== 'number' || data.version > seen) void client.invalidateQueries({ queryKey: referralKey(id), exact: true });
  });
  const open: OpenCase | null = query.data
    ? {
        referral: query.data,
        side: sideOf(user.institutionId, query.data),
        actions: actions.data ?? [],
        running: mutation.isPending,
        run: (action, body) => {
          const version = client.getQueryData<Referral>(referralKey(id))?.version ?? 0;
          return mutation.mutateAsync({ id, action, body, version, idempotencyKey: keys.for(action, body, version) });
        },
        reload: () => client.invalidateQueries({ queryKey: referralKey(id), exact: true }),
      }
    : null;
  return { query, open };
}
