import { flag, number, object, optional, type Read, text, withDefault } from '@/shared/api/shape';
import { usePages, useSend } from './send';

const base = '/api/v1/practitioners';

const practitioner = object({
  id: text,
  name: text,
  institutionId: optional(text),
  institutionName: optional(text),
  department: optional(text),
  title: optional(text),
  scope: optional(text),
  licenceNumber: optional(text),
  licenceValidTo: optional(text),
  practisingSince: optional(text),
  active: withDefault(flag, true),
  leftOn: optional(text),
  version: withDefault(number, 0),
});
export type Practitioner = Read<typeof practitioner>;

export type Standing = 'active' | 'left';

export const usePractitionersOf = (institutionId: string | undefined, state: Standing = 'active') =>
  usePages('practitioners', base, practitioner, { institutionId, state, limit: 500 }, !!institutionId);

export function useRegisterPractitioner() {
  const send = useSend(practitioner, 'practitioners');
  return (body: object) => send.mutateAsync({ path: base, body });
}

export function usePractitionerAction({ id, version }: Practitioner) {
  const send = useSend(practitioner, 'practitioners');
  return (action: 'move' | 'changeTitle' | 'renewLicence' | 'leave' | 'return', body?: object) =>
    send.mutateAsync({ path: `${base}/${encodeURIComponent(id)}/actions/${action}`, body, version });
}
