import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { number, object, optionalList, type Read, text, withDefault } from '@/shared/api/shape';
import { refreshEvery } from './get-indicator';

export const qualityKinds = ['incompleteForms', 'missingDiagnoses', 'lateRecords'] as const;
export type QualityKind = (typeof qualityKinds)[number];

const row = object({
  institutionId: text,
  name: withDefault(text, ''),
  incompleteForms: withDefault(number, 0),
  missingDiagnoses: withDefault(number, 0),
  lateRecords: withDefault(number, 0),
});
export type QualityRow = Read<typeof row>;

const shape = object({ asOf: text, ageSeconds: withDefault(number, 0), quality: optionalList(row) });

/** What institutions left out or wrote late; stands in the board's answer. */
export const useQuality = () =>
  useQuery({
    queryKey: ['indicators', 'quality'],
    queryFn: ({ signal }) => request('/api/v1/indicators/board', { shape, signal }),
    refetchInterval: refreshEvery,
    staleTime: 1_000,
  });
