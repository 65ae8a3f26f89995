import { useEffect, useRef, useState } from 'react';
import { type DraftName, dropDraft, loadDraft, saveDraft } from '@/shared/drafts/draft';

export type DraftState = { readonly kind: 'none' | 'saving' | 'failed' } | { readonly kind: 'saved'; readonly at: string };

/** Long enough not to write at every key, short enough to lose no more than a word. */
const quiet = 400;

/**
 * Keeps a form on this machine while it is written.
 * @param isWorthKeeping whether anything was written that would be missed
 */
export function useFormDraft<F>(name: DraftName, isWorthKeeping: (form: F) => boolean) {
  const [state, setState] = useState<DraftState>({ kind: 'none' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<F>(undefined);

  const write = async () => {
    const form = pending.current;
    pending.current = undefined;
    if (!form || !isWorthKeeping(form)) return;
    const now = new Date();
    try {
      await saveDraft(name, form, now);
      setState({ kind: 'saved', at: now.toISOString() });
    } catch {
      setState({ kind: 'failed' });
    }
  };
  const keep = (form: F) => {
    pending.current = form;
    setState({ kind: 'saving' });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void write(), quiet);
  };
  const drop = async () => {
    clearTimeout(timer.current);
    pending.current = undefined;
    setState({ kind: 'none' });
    await dropDraft(name).catch(() => {});
  };
  const load = () => loadDraft<F>(name).catch(() => undefined);

  // Leaving the page must not lose the last words.
  const latestWrite = useRef(write);
  latestWrite.current = write;
  useEffect(() => {
    const hide = () => void latestWrite.current();
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      clearTimeout(timer.current);
      void latestWrite.current();
    };
  }, []);
  return { state, setState, keep, drop, load };
}
