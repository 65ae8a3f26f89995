import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { list, type Shape } from '@/shared/api/shape';
import { useText } from '@/shared/i18n/i18n';
import { type Definition, definition } from './shapes';

const definitions = list(definition);

/** A bare list, or a page of one. */
const shape: Shape<Definition[]> = {
  read: (value, path) => definitions.read((value as { readonly items?: unknown } | null)?.items ?? value, path),
};

export function useDefinitions() {
  const { language } = useText();
  return useQuery({
    queryKey: ['indicators', 'definitions', language],
    queryFn: ({ signal }) => request('/api/v1/indicators', { shape, signal }),
    staleTime: 10 * 60_000,
  });
}
