import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { flag, number, object, optional, optionalList, type Read, text, withDefault } from '@/shared/api/shape';
import { type Query, usePages, useSend } from './send';

const base = '/api/v1/institutions';
const pathOf = (id: string, tail = '') => `${base}/${encodeURIComponent(id)}${tail}`;

export const institutionShape = object({
  id: text,
  name: text,
  code22: optional(text),
  creditCode: optional(text),
  bodyType: optional(text),
  kind: optional(text),
  tier: optional(text),
  grade: optional(text),
  ownership: optional(text),
  status: withDefault(text, 'registered'),
  areaCode: withDefault(text, ''),
  mustConnect: withDefault(flag, false),
  overdue: withDefault(flag, false),
  connectBy: optional(text),
  services: optionalList(text),
  departments: optionalList(text),
  aeTitles: optionalList(text),
  priceLevel: optional(text),
  version: withDefault(number, 0),
});
export type Institution = Read<typeof institutionShape>;

export const useInstitutions = (query: Query, enabled = true) => usePages('institutions', base, institutionShape, query, enabled);

export const useInstitution = (id: string | undefined) =>
  useQuery({
    queryKey: ['admin', 'institutions', 'one', id],
    queryFn: ({ signal }) => request(pathOf(id ?? ''), { shape: institutionShape, signal }),
    enabled: !!id,
  });

export function useRegisterInstitution() {
  const send = useSend(institutionShape, 'institutions');
  return (body: object) => send.mutateAsync({ path: base, body });
}

/** A step on an institution, built on the version on screen. */
export function useInstitutionAction({ id, version }: Institution) {
  const send = useSend(institutionShape, 'institutions');
  return (action: string, body?: object) => send.mutateAsync({ path: pathOf(id, `/actions/${action}`), body, version });
}
