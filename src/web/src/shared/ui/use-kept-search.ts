import { useCallback, useEffect } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address, so that a reload or a sent link keeps them; a list opened anew takes those it had last in this tab. */
export function useKeptSearch(list: string) {
  const key = `telemed.filter.${list}`;
  const [search, setSearch] = useSearchParams();
  const kept = sessionStorage.getItem(key);
  const bare = [...search.keys()].length === 0;
  const params = bare && kept ? new URLSearchParams(kept) : search;

  useEffect(() => {
    if (bare && kept) setSearch(new URLSearchParams(kept), { replace: true });
    else sessionStorage.setItem(key, search.toString());
  }, [bare, kept, key, search, setSearch]);

  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes))
        if (value) next.set(name, value);
        else next.delete(name);
      sessionStorage.setItem(key, next.toString());
      setSearch(next, { replace: true });
    },
    [key, setSearch],
  );
  return { params, change };
}
