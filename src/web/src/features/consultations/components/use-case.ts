import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState } from 'react';
import { StableKey } from '@/shared/api/stable-key';
import type { Action } from '@/shared/case/action';
import { useTopic } from '@/shared/live/use-live';
import { useActions } from '../api/get-actions';
import { consultationKey, useConsultation } from '../api/get-consultation';
import { useRunAction } from '../api/run-action';
import type { Consultation } from '../api/shapes';

export interface OpenCase {
  readonly consultation: Consultation;
  readonly actions: readonly Action[];
  readonly running: boolean;
  /** Acts on the version that is on screen. */
  run(action: string, body: unknown): Promise<Consultation>;
  reload(): Promise<unknown>;
}

export const CaseContext = createContext<OpenCase | null>(null);

export function useOpenCase(): OpenCase {
  const open = useContext(CaseContext);
  if (!open) throw new Error('useOpenCase needs a case page around it.');
  return open;
}

export const may = (open: OpenCase, action: string) => open.actions.find((each) => each.action === action);

/** One case with what this user may do, kept up to date by its topic. */
export function useCase(id: string) {
  const client = useQueryClient();
  const query = useConsultation(id);
  const actions = useActions(id, query.data?.version);
  const mutation = useRunAction(id);
  const [keys] = useState(() => new StableKey());
  useTopic(`case:${id}`, ({ data }) => {
    // Our own action is answered with the case itself; its echo need not fetch it once more.
    const seen = client.getQueryData<Consultation>(consultationKey(id))?.version ?? -1;
    if (typeof data.version !== 'number' || data.version > seen) void client.invalidateQueries({ queryKey: consultationKey(id) });
  });
  const open: OpenCase | null = query.data
    ? {
        consultation: query.data,
        actions: actions.data ?? [],
        running: mutation.isPending,
        run: (action, body) => {
          const version = client.getQueryData<Consultation>(consultationKey(id))?.version ?? 0;
          return mutation.mutateAsync({ action, body, version, idempotencyKey: keys.for(action, body, version) });
        },
        reload: () => client.invalidateQueries({ queryKey: consultationKey(id) }),
      }
    : null;
  return { query, open };
}
