import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { object, optional, text } from '@/shared/api/shape';
import { sessionQuery, userShape } from '@/shared/session/session';

export interface Credentials {
  readonly account: string;
  readonly password: string;
}

const signedIn = object({ expiresAt: optional(text), user: userShape });

const signIn = (credentials: Credentials) =>
  request('/api/v1/session?cookie=true', { method: 'POST', body: credentials, shape: signedIn, unauthorizedIsAnswer: true });

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: ({ user }) => client.setQueryData(sessionQuery.queryKey, user),
  });
}
