import { useKeptSearch } from '@/shared/ui/use-kept-search';
import type { WorklistFilter } from '../api/list-consultations';
import type { Box } from '../api/shapes';

const names = ['stage', 'state', 'kind', 'urgency', 'q'] as const;
export type FilterName = (typeof names)[number];

export function useWorklistFilter(desk: string, box: Box) {
  const kept = useKeptSearch(desk);
  const change: (changes: Partial<Record<FilterName, string | undefined>>) => void = kept.change;
  const filter: WorklistFilter = { box };
  for (const name of names) Object.assign(filter, { [name]: kept.params.get(name) || undefined });
  const filtered = names.some((name) => name !== 'stage' && filter[name]);
  const clear = () => change({ state: undefined, kind: undefined, urgency: undefined, q: undefined });
  return { filter, change, clear, filtered };
}
