import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { object, optional, optionalList, page, type Read, text } from '@/shared/api/shape';

const institution = object({
  id: text,
  name: text,
  tier: optional(text),
  grade: optional(text),
  areaCode: optional(text),
  services: optionalList(text),
  departments: optionalList(text),
});

export type Institution = Read<typeof institution>;

const pageSize = 200;
const mostPages = 10;

/** Every institution of the area, by name. */
export const useInstitutions = () =>
  useQuery({
    queryKey: ['indicators', 'institutions'],
    queryFn: async ({ signal }) => {
      const all: Institution[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < mostPages; pages++) {
        const found = await request(withQuery('/api/v1/institutions', { limit: pageSize, cursor }), { shape: page(institution), signal });
        all.push(...found.items);
        cursor = found.next;
        if (!cursor) break;
      }
      return all;
    },
    staleTime: 10 * 60_000,
  });
