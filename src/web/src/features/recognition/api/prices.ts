import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { phrase } from '@/shared/api/phrase';
import { number, object, optional, optionalList, type Read, record, type Shape, text, withDefault } from '@/shared/api/shape';
import type { Whole } from './catalogue';

const list = object({
  region: withDefault(text, ''),
  version: number,
  effectiveFrom: optional(text),
  approvedBy: optional(text),
  source: withDefault(phrase, ''),
  items: optionalList(object({ code: text, fee: optional(number), byTier: withDefault(record(number), {}) })),
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
