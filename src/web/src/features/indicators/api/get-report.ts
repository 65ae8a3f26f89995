import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { useText } from '@/shared/i18n/i18n';
import { refreshEvery } from './get-indicator';
import { report } from './shapes';

/**
 * All indicators of a year with their months, targets and the year before.
 * @param institution only what this institution did
 */
export function useReport(year: number, institution?: string) {
  const { language } = useText();
  return useQuery({
    queryKey: ['indicators', 'report', year, institution, language],
    queryFn: ({ signal }) => request(withQuery('/api/v1/indicators/report', { year, institution }), { shape: report, signal }),
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });
}
