import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, text } from '@/shared/api/shape';
import { consultationsKey } from './list-consultations';

export const createPath = '/api/v1/consultations';

/** The little that is needed after filing; the case page reads the rest. */
const created = object({ id: text, number: text, state: text, version: number });

export function useCreateConsultation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { readonly body: unknown; readonly key: string }) =>
      request(createPath, { method: 'POST', body, idempotencyKey: key, shape: created }),
    onSuccess: () => client.invalidateQueries({ queryKey: consultationsKey }),
  });
}
