import { flag, list, number, object, optional, optionalList, type Read, text, withDefault } from '@/shared/api/shape';
import { type Query, usePages, useSend } from './send';

const agreements = '/api/v1/agreements';
const alliances = '/api/v1/alliances';
const party = object({ id: text, name: optional(text) });

const agreement = object({
  id: text,
  number: text,
  inviting: party,
  invited: party,
  thirdParty: optional(party),
  kinds: optionalList(text),
  validFrom: text,
  validTo: optional(text),
  terminatedTo: optional(text),
  inForce: withDefault(flag, false),
  partnerRegion: optional(text),
  qcScope: optional(text),
  version: number,
});
export type Agreement = Read<typeof agreement>;

export const useAgreements = (query: Query) => usePages('agreements', agreements, agreement, query);

export function useSignAgreement() {
  const send = useSend(agreement, 'agreements');
  return (body: object) => send.mutateAsync({ path: agreements, body });
}

export function useAgreementAction({ id, version }: Agreement) {
  const send = useSend(agreement, 'agreements');
  return (action: 'changeKinds' | 'terminate', body: object) =>
    send.mutateAsync({ path: `${agreements}/${encodeURIComponent(id)}/actions/${action}`, body, version });
}

const alliance = object({
  id: text,
  name: text,
  lead: party,
  from: text,
  lastDay: optional(text),
  members: list(
    object({ institutionId: text, name: optional(text), from: text, lastDay: optional(text), current: withDefault(flag, false) }),
  ),
  version: number,
});
export type Alliance = Read<typeof alliance>;
export type Member = Alliance['members'][number];

export const useAlliances = () => usePages('alliances', alliances, alliance, { limit: 100 });

export function useFormAlliance() {
  const send = useSend(alliance, 'alliances');
  return (body: object) => send.mutateAsync({ path: alliances, body });
}

export function useAllianceAction({ id, version }: Alliance) {
  const send = useSend(alliance, 'alliances');
  return (action: 'join' | 'leave' | 'changeLead' | 'dissolve', body: object) =>
    send.mutateAsync({ path: `${alliances}/${encodeURIComponent(id)}/actions/${action}`, body, version });
}
