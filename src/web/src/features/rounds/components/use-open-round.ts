import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState } from 'react';
import { StableKey } from '@/shared/api/stable-key';
import { useLineBack, useTopic } from '@/shared/live/use-live';
import { roundKey, useRound, useRoundActions, useRoundStep } from '../api/rounds';
import type { Round } from '../api/shapes';

export interface OpenRound {
  readonly round: Round;
  readonly running: boolean;
  may(action: string): boolean;
  /** Acts on the version that is on screen. */
  run(action: string, body?: object): Promise<Round>;
  reload(): Promise<unknown>;
}

export const RoundContext = createContext<OpenRound | null>(null);

export function useOpenRound(): OpenRound {
  const open = useContext(RoundContext);
  if (!open) throw new Error('useOpenRound needs a round page around it.');
  return open;
}

/** One round with what this user may do, kept up to date by its topic: whoever moves on, both sides' pages follow. */
export function useRoundById(id: string) {
  const client = useQueryClient();
  const query = useRound(id);
  const actions = useRoundActions(id, query.data?.version);
  const step = useRoundStep(id);
  const [keys] = useState(() => new StableKey());
  const reload = () => client.invalidateQueries({ queryKey: roundKey(id) });
  useTopic(`round:${id}`, ({ data }) => {
    // Our own step is answered with the round itself; its echo need not fetch it once more.
    const seen = client.getQueryData<Round>(roundKey(id))?.version ?? -1;
    if (typeof data.version !== 'number' || data.version > seen) void reload();
  });
  useLineBack(() => void reload());
  const open: OpenRound | null = query.data
    ? {
        round: query.data,
        running: step.isPending,
        may: (action) => !!actions.data?.some((each) => each.action === action),
        run: (action, body = {}) => {
          const version = client.getQueryData<Round>(roundKey(id))?.version ?? 0;
          return step.mutateAsync({ action, body, version, idempotencyKey: keys.for(action, body, version) });
        },
        reload,
      }
    : null;
  return { query, open };
}
