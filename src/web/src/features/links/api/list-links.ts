import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { flag, number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';

const link = object({
  tertiaryId: text,
  tertiary: text,
  tier: optional(text),
  areaCode: optional(text),
  state: text,
  endsOn: optional(text),
  agreements: optionalList(text),
  alliance: optional(text),
  services: optionalList(text),
  lastUsedAt: optional(text),
  lastUse: optional(text),
  uses: object({
    consultation: withDefault(number, 0),
    reading: withDefault(number, 0),
    referral: withDefault(number, 0),
    exchange: withDefault(number, 0),
  }),
  idle: withDefault(flag, false),
});
export type HospitalLink = Read<typeof link>;

const county = object({
  id: text,
  name: text,
  areaCode: withDefault(text, ''),
  grade: optional(text),
  status: optional(text),
  linked: withDefault(flag, false),
  links: optionalList(link),
});
export type CountyHospital = Read<typeof county>;

/** Every county hospital that the user may know of: a map shows all or it misleads. */
async function listAll(signal: AbortSignal): Promise<readonly CountyHospital[]> {
  const found: CountyHospital[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await request(withQuery('/api/v1/links', { limit: 500, cursor }), { shape: page(county), signal });
    found.push(...items);
    cursor = next;
  } while (cursor);
  return found;
}

export const useLinks = (enabled: boolean) => useQuery({ queryKey: ['links'], queryFn: ({ signal }) => listAll(signal), enabled });
