import { useMutation, useQueryClient } from '@tanstack/react-query';
import { v7 as newKey } from 'uuid';
import { request } from '@/shared/api/http';
import { patientShape } from './shapes';

export interface Registration {
  readonly name: string;
  readonly idType: string;
  readonly idNumber: string;
  readonly sex?: string;
  readonly birthDate?: string;
  readonly phone?: string;
  readonly guardian?: { readonly name?: string; readonly relation?: string; readonly idType?: string; readonly idNumber?: string };
  readonly verification: string;
}

export function useRegisterPatient() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registration: Registration) =>
      request('/api/v1/patients', { method: 'POST', body: registration, shape: patientShape, idempotencyKey: newKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['patients'] }),
  });
}
