import { useEffect, useRef, useState } from 'react';
import { type DraftName, dropDraft, loadDraft, saveDraft } from '@/shared/drafts/draft';

export type DraftState = { readonly kind: 'none' | 'saving' | 'failed' } | { readonly kind: 'saved'; readonly at: string };

/** Milliseconds. Long enough not to write at every key, short enough to lose no more than a word. */
const quiet = 400;

/** Whoever never pauses is written down as often as this. */
const longest = 1000;

/**
 * Keeps a form on this machine while it is written.
 * @param isWorthKeeping whether anything was written that would be missed
 */
export function useFormDraft<F>(name: DraftName, isWorthKeeping: (form: F) => boolean) {
  const [state, setState] = useState<DraftState>({ kind: 'none' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<F>(undefined);
  const since = useRef<number>(undefined);

  const write = async () => {
    const form = pending.current;
    pending.current = undefined;
    since.current = undefined;
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
    since.current ??= Date.now();
    timer.current = setTimeout(() => void write(), Math.min(quiet, Math.max(0, since.current + longest - Date.now())));
  };
  /** Ends when it is written: before anybody is told that it is kept. */
  const keepNow = async (form: F) => {
    keep(form);
    clearTimeout(timer.current);
    await write();
  };
  const drop = async () => {
    clearTimeout(timer.current);
    pending.current = undefined;
    since.current = undefined;
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
  return { state, setState, keep, keepNow, drop, load };
}
