import { useCallback, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { WorklistFilter } from '../api/list-consultations';
import type { Box } from '../api/shapes';

const names = ['stage', 'state', 'kind', 'urgency', 'q'] as const;
export type FilterName = (typeof names)[number];

const storageKey = (desk: string) => `telemed.filter.${desk}`;

/** Filters live in the address, so that a reload or a sent link keeps them; a desk opened anew takes those it had last in this tab. */
export function useWorklistFilter(desk: string, box: Box) {
  const [search, setSearch] = useSearchParams();
  const kept = sessionStorage.getItem(storageKey(desk));
  const bare = [...search.keys()].length === 0;
  const params = bare && kept ? new URLSearchParams(kept) : search;

  useEffect(() => {
    if (bare && kept) setSearch(new URLSearchParams(kept), { replace: true });
    else sessionStorage.setItem(storageKey(desk), search.toString());
  }, [bare, kept, desk, search, setSearch]);

  const filter: WorklistFilter = { box };
  for (const name of names) Object.assign(filter, { [name]: params.get(name) || undefined });

  const change = useCallback(
    (changes: Partial<Record<FilterName, string | undefined>>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes))
        if (value) next.set(name, value);
        else next.delete(name);
      sessionStorage.setItem(storageKey(desk), next.toString());
      setSearch(next, { replace: true });
    },
    [desk, setSearch],
  );
  const filtered = names.some((name) => name !== 'stage' && filter[name]);
  const clear = () => change({ state: undefined, kind: undefined, urgency: undefined, q: undefined });
  return { filter, change, clear, filtered };
}
