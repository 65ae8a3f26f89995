import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { useText } from '@/shared/i18n/i18n';
import { type Filter, queryOf } from '../filter';
import { indicator } from './shapes';

export const indicatorPath = (code: string, filter: Filter) => withQuery(`/api/v1/indicators/${encodeURIComponent(code)}`, queryOf(filter));

/** Asked again at least so often while it is looked at. */
export const refreshEvery = 4_000;

export function useIndicator(code: string | undefined, filter: Filter) {
  const { language } = useText();
  return useQuery({
    queryKey: ['indicators', 'figures', code, filter, language],
    queryFn: ({ signal }) => request(indicatorPath(code ?? '', filter), { shape: indicator, signal }),
    enabled: code !== undefined,
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });
}
