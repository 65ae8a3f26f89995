import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { phrase } from '@/shared/api/phrase';
import { number, object, optional, optionalList, type Read, type Shape, text, withDefault } from '@/shared/api/shape';
import type { Whole } from './catalogue';

const numberOrText: Shape<string> = { read: (value) => (value === undefined || value === null ? '' : String(value)) };

const list = object({
  region: withDefault(numberOrText, ''),
  version: numberOrText,
  effectiveFrom: optional(text),
  effectiveTo: optional(text),
  approvedBy: optional(text),
  source: withDefault(phrase, ''),
  items: optionalList(
    object({
      code: { read: (value, path) => text.read(value, path) } satisfies Shape<string>,
      name: withDefault(phrase, ''),
      price: withDefault(number, 0),
      grades: optionalList(text),
    }),
  ),
});
export type Prices = Read<typeof list>;

const kept: Shape<{ readonly shown: Prices; readonly whole: Whole }> = {
  read: (value, path) => ({ shown: list.read(value, path), whole: (value ?? {}) as Whole }),
};

export const usePrices = () =>
  useQuery({ queryKey: ['recognition', 'prices'], queryFn: ({ signal }) => request('/api/v1/prices', { shape: kept, signal }) });

export function useSavePrices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (prices: Whole) => request('/api/v1/prices', { method: 'PUT', body: prices }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['recognition', 'prices'] }),
  });
}
