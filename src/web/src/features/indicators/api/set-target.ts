import { useMutation, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request } from '@/shared/api/http';

export interface Target {
  readonly year: number;
  readonly code: string;
  readonly scope: string;
  readonly value: number;
  readonly approver: string;
}

export function useSetTarget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (target: Target) => request('/api/v1/indicators/targets', { method: 'PUT', body: target, idempotencyKey: newKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['indicators'] }),
  });
}
