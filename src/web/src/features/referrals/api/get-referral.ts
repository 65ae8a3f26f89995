import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { actionsShape } from '@/shared/case/action';
import { historyShape } from '@/shared/case/history';
import { referralsKey } from './list-referrals';
import { referralShape } from './shapes';

export const referralKey = (id: string) => [...referralsKey, 'case', id] as const;

export const referralPath = (id: string) => `/api/v1/referrals/${encodeURIComponent(id)}`;

export const fetchReferral = (id: string, signal?: AbortSignal) => request(referralPath(id), { shape: referralShape, signal });

export const useReferral = (id: string, enabled = true) =>
  useQuery({ queryKey: referralKey(id), queryFn: ({ signal }) => fetchReferral(id, signal), enabled });

/** What this user may do at this version of the case; another version asks again. */
export const useActions = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...referralKey(id), 'actions', version],
    queryFn: ({ signal }) => request(`${referralPath(id)}/actions`, { shape: actionsShape, signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });

export const useHistory = (id: string, version: number | undefined) =>
  useQuery({
    queryKey: [...referralKey(id), 'history', version],
    queryFn: ({ signal }) => request(`${referralPath(id)}/history`, { shape: historyShape, signal }),
    enabled: version !== undefined,
    placeholderData: (previous) => previous,
  });
