import { useSearchParams } from 'react-router';

/** Filters live in the address, so that going back finds them. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  return {
    get: (name: string) => params.get(name) ?? undefined,
    set: (changes: Readonly<Record<string, string | undefined>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
  };
}
