import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { type DraftName, dropDraft, loadDraft, saveDraft } from '@/shared/drafts/draft';
import { useUser } from '@/shared/session/session';
import type { Consultation } from '../api/shapes';
import { type OpinionText, opinionBody, sameOpinion } from '../opinion';
import { useOpenCase } from './use-case';

export type SaveState = 'saved' | 'typing' | 'saving' | 'local' | 'failed';

/** Often enough to lose nothing, seldom enough not to fill the timeline. */
const quiet = 4_000;

/**
 * The opinion as it is typed: kept on this machine at once, on the server after a pause.
 * @param start what stands in the fields at first
 * @param atServer what the server has as draft; differs from `start` when a signed version is being amended
 */
export function useOpinionDraft(start: OpinionText, atServer: OpinionText) {
  const user = useUser();
  const { consultation, run } = useOpenCase();
  const [text, setText] = useState(start);
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>();
  const onServer = useRef(atServer);
  const saving = useRef<Promise<Consultation | undefined>>(undefined);
  const name: DraftName = { owner: user.id, form: `opinion-${consultation.id}`, version: 1 };

  const restore = useEffectEvent(async () => {
    const kept = await loadDraft<OpinionText>(name).catch(() => undefined);
    if (!kept || sameOpinion(kept.value, onServer.current)) return;
    setText(kept.value);
    setState('typing');
  });
  useEffect(() => void restore(), []);

  const change = (next: OpinionText) => {
    setText(next);
    setState('typing');
    void saveDraft(name, next, new Date()).catch(() => {});
  };

  /** Resolves when the server has what is on screen. @throws {ApiProblem} when it has not */
  const save = async (): Promise<Consultation | undefined> => {
    await saving.current?.catch(() => {});
    if (sameOpinion(text, onServer.current)) {
      setState('saved');
      return undefined;
    }
    const sent = text;
    setState('saving');
    setError(undefined);
    saving.current = run('draftOpinion', { opinion: opinionBody(sent) });
    try {
      const saved = await saving.current;
      onServer.current = sent;
      setState((now) => (now === 'saving' ? 'saved' : now));
      await dropDraft(name).catch(() => {});
      return saved;
    } catch (problem) {
      setState(problem instanceof ApiProblem && problem.isTransient ? 'local' : 'failed');
      setError(problem);
      throw problem;
    }
  };

  const autosave = useEffectEvent(() => void save().catch(() => {}));
  useEffect(() => {
    // An empty draft is no draft; the server is asked only when there is something to keep.
    if (state !== 'typing' || !(text.findings || text.advice)) return;
    const timer = setTimeout(autosave, quiet);
    return () => clearTimeout(timer);
  }, [state, text]);
  useEffect(() => {
    if (state !== 'local') return;
    window.addEventListener('online', autosave);
    return () => window.removeEventListener('online', autosave);
  }, [state]);

  const forget = () => dropDraft(name).catch(() => {});
  return { text, change, state, error, clearError: () => setError(undefined), save, forget };
}
