import { useEffect, useRef, useState } from 'react';
import { dropDraft, loadDraft, saveDraft } from '@/shared/drafts/draft';
import { isWorthKeeping, type RequestForm, requestDraft } from '../request-form';

export type DraftState = { readonly kind: 'none' | 'saving' | 'failed' } | { readonly kind: 'saved'; readonly at: string };

/** Long enough not to write at every key, short enough to lose no more than a word. */
const quiet = 400;

/** Keeps the form on this machine while it is written. */
export function useRequestDraft(owner: string, id?: string) {
  const name = requestDraft(owner, id);
  const [state, setState] = useState<DraftState>({ kind: 'none' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<RequestForm>(undefined);

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
  const keep = (form: RequestForm) => {
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
  const load = () => loadDraft<RequestForm>(name).catch(() => undefined);

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
