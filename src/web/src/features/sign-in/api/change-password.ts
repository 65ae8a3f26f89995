import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { sessionQuery } from '@/shared/session/session';

export interface PasswordChange {
  readonly current: string;
  readonly password: string;
}

/** Other sessions of the account end; this one goes on. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    // Too many wrong attempts are answered with 401 as at the door: that says nothing of the session.
    mutationFn: (body: PasswordChange) => request('/api/v1/session/password', { method: 'POST', body, unauthorizedIsAnswer: true }),
    onSuccess: () => client.setQueryData(sessionQuery.queryKey, (user) => user && { ...user, mustChangePassword: false }),
  });
}
