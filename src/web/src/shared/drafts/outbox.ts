import { ApiProblem } from '@/shared/api/problem';
import { all, type Owned, put, remove } from './database';

/** A request that the user has sent and the line has not. The key makes sending it twice harmless. */
export interface Waiting extends Owned {
  readonly path: string;
  readonly body: unknown;
  readonly createdAt: string;
  /** The form it was made from, to go on writing when the server refuses it. */
  readonly form?: unknown;
  /** What the server said when it refused; such a request waits for the user and not for the line. */
  readonly refused?: string;
}

export const enqueue = (waiting: Waiting): Promise<void> => put('outbox', waiting);

export const waitingOf = async (owner: string): Promise<Waiting[]> =>
  (await all<Waiting>('outbox', owner)).sort((a, b) => a.createdAt.localeCompare(b.createdAt));

export const dropWaiting = (key: string) => remove('outbox', key);

/**
 * Sends what waits, oldest first. Stops at the first transient failure, for the rest would fail as well.
 * @returns how many were accepted
 */
export async function flush(owner: string, send: (waiting: Waiting) => Promise<unknown>): Promise<number> {
  let sent = 0;
  for (const waiting of await waitingOf(owner)) {
    if (waiting.refused) continue;
    try {
      await send(waiting);
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.isTransient || problem.status === 401) return sent;
      await put('outbox', { ...waiting, refused: problem.title } as Waiting);
      continue;
    }
    await remove('outbox', waiting.key);
    sent++;
  }
  return sent;
}
