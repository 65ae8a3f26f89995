import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { flag, list, number, object, optional, type Read, text, withDefault } from '@/shared/api/shape';
import { type Query, usePages, useSend } from './send';

const base = '/api/v1/accounts';
export const accountPath = (id: string, tail = '') => `${base}/${encodeURIComponent(id)}${tail}`;

export const accountShape = object({
  id: text,
  account: text,
  name: text,
  roles: list(text),
  institutionId: optional(text),
  institutionName: optional(text),
  practitionerId: optional(text),
  areaCode: optional(text),
  patientId: optional(text),
  state: text,
  blockedFor: optional(text),
  mustChangePassword: withDefault(flag, false),
  secondFactor: withDefault(flag, false),
  openedAt: optional(text),
  lastSignInAt: optional(text),
  sessions: withDefault(number, 0),
  version: number,
});
export type Account = Read<typeof accountShape>;

export interface NewAccount {
  readonly account: string;
  readonly password: string;
  readonly displayName?: string;
  readonly roles: readonly string[];
  readonly practitionerId?: string;
  readonly institutionId?: string;
  readonly areaCode?: string;
  readonly patientId?: string;
}

export const useAccounts = (query: Query, enabled = true) => usePages('accounts', base, accountShape, query, enabled);

export const useAccount = (id: string, known: Account | undefined) =>
  useQuery({
    queryKey: ['admin', 'accounts', 'one', id],
    queryFn: ({ signal }) => request(accountPath(id), { shape: accountShape, signal }),
    placeholderData: known,
  });

export function useOpenAccount() {
  const send = useSend(accountShape, 'accounts');
  return (body: NewAccount) => send.mutateAsync({ path: base, body });
}

export type AccountAction = 'changeRoles' | 'block' | 'unblock' | 'resetPassword' | 'removeSecondFactor' | 'endSessions';

export function useAccountAction({ id, version }: Account) {
  const send = useSend(accountShape, 'accounts');
  return {
    isRunning: send.isPending,
    run: (action: AccountAction, body?: object) => send.mutateAsync({ path: accountPath(id, `/actions/${action}`), body, version }),
  };
}
