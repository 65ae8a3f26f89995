import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, text } from '@/shared/api/shape';
import { referralsKey } from './list-referrals';

const path = '/api/v1/referrals';

/** The little that is needed after filing; the case page reads the rest. */
const filed = object({ id: text, number: text, state: text, version: number });

interface Filing {
  readonly body: object;
  readonly key: string;
  /** Set when a draft that the server has is changed instead of a new one filed. */
  readonly draft?: { readonly id: string; readonly version: number };
  readonly submit: boolean;
}

async function file({ body, key, draft, submit }: Filing) {
  if (!draft) return request(path, { method: 'POST', body, idempotencyKey: key, shape: filed });
  const actions = `${path}/${encodeURIComponent(draft.id)}/actions`;
  const edited = await request(`${actions}/edit`, { method: 'POST', body, ifMatch: draft.version, idempotencyKey: key, shape: filed });
  if (!submit) return edited;
  return request(`${actions}/submit`, { method: 'POST', body: {}, ifMatch: edited.version, idempotencyKey: `${key}-submit`, shape: filed });
}

export function useFileReferral() {
  const client = useQueryClient();
  return useMutation({ mutationFn: file, onSettled: () => client.invalidateQueries({ queryKey: referralsKey }) });
}
