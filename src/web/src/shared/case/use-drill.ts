import { useLocation, useNavigate } from 'react-router';

/**
 * What is opened over a page, kept in the browser's history: going back from a case finds its list open again,
 * and nothing of it stands in the address.
 */
export function useDrill<T>(): { readonly drill: T | undefined; readonly open: (drill: T) => void; readonly close: () => void } {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const drill = (state as { readonly drill?: T } | null)?.drill;
  return {
    drill,
    open: (next) => void navigate({ pathname, search }, { state: { drill: next }, preventScrollReset: true }),
    close: () => void navigate({ pathname, search }, { replace: true, state: null, preventScrollReset: true }),
  };
}
