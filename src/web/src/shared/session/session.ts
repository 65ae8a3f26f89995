import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { request } from '@/shared/api/http';
import { ApiProblem } from '@/shared/api/problem';
import { flag, list, object, optional, type Read, text, withDefault } from '@/shared/api/shape';

export const userShape = object({
  id: text,
  account: optional(text),
  name: text,
  roles: list(text),
  institutionId: optional(text),
  institutionName: optional(text),
  practitionerId: optional(text),
  title: optional(text),
  department: optional(text),
  areaCode: optional(text),
  patientId: optional(text),
  secondFactor: withDefault(flag, false),
  /** Came in with a temporary password: nothing else is answered before it is changed. */
  mustChangePassword: withDefault(flag, false),
});

export type User = Read<typeof userShape>;
export type Role = 'physician' | 'office' | 'healthAuthority' | 'insurer' | 'resident' | 'auditor' | 'administrator';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return await request('/api/v1/session', { shape: userShape, signal, unauthorizedIsAnswer: true });
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) return null;
      throw problem;
    }
  },
});

export const useSession = () => useQuery(sessionQuery);

export const UserContext = createContext<User | null>(null);

/** The signed-in user; only for what is shown inside the shell. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (!user) throw new Error('useUser needs the shell around it.');
  return user;
}

export const hasRole = (user: User, ...roles: Role[]) => roles.some((role) => user.roles.includes(role));
