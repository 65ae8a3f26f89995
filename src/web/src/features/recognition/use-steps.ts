import { App } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';
import { checkSteps, readCheck } from './api/checks';
import type { Candidate, Check } from './api/shapes';
import type { Desk, Viewed } from './components/desk-context';

/**
 * The steps of a doctor in checks, one at a time.
 * @param checkOf the check that answers for an item
 * @param update takes the check as it is after a step
 */
export function useSteps(mayDecide: boolean, checkOf: (code: string) => Check | undefined, update: (check: Check) => void) {
  const { t } = useText();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<string>();
  const [viewed, setViewed] = useState<Viewed>();

  const run = async (name: string, code: string, step: (id: string) => Promise<Check>): Promise<boolean> => {
    const id = checkOf(code)?.id;
    if (!id) return false;
    setBusy(name);
    try {
      update(await step(id));
      return true;
    } catch (problem) {
      // Beside its fields where there is a form; what somebody else did meanwhile is fetched.
      if (problem instanceof ApiProblem && Object.keys(problem.fields).length > 0) throw problem;
      void message.error(problemText(problem));
      await readCheck(id).then(update, () => {});
      return false;
    } finally {
      setBusy(undefined);
    }
  };
  const quietly = (name: string, code: string, step: (id: string) => Promise<Check>, said?: string) =>
    void run(name, code, step).then(
      (done) => done && said && void message.success(said),
      (problem) => void message.error(problemText(problem)),
    );

  const desk: Desk = {
    mayDecide,
    busy,
    viewed,
    view: (code, { resultId, studyInstanceUid, institutionName, performedAt }: Candidate) => {
      if (viewed?.resultId === resultId) return setViewed(undefined);
      const next = { code, resultId, studyInstanceUid, institutionName, performedAt };
      if (!mayDecide) return setViewed(next);
      // The look is recorded before anything is shown: it is what opens the result to this institution.
      void run(`view ${resultId}`, code, (id) => checkSteps.view(id, resultId)).then(
        (done) => done && setViewed(next),
        (problem) => void message.error(problemText(problem)),
      );
    },
    decide: (decision) => run(`${decision.decision} ${decision.resultId}`, decision.code, (id) => checkSteps.decide(id, decision)),
    revoke: (code, no) => quietly(`revoke ${code}`, code, (id) => checkSteps.revoke(id, no), t('order.revoked')),
    quote: (code, resultId) => quietly(`quote ${code}`, code, (id) => checkSteps.quote(id, resultId), t('order.quoted')),
    orderAnyway: (code) => quietly(`order ${code}`, code, (id) => checkSteps.order(id, code), t('order.orderedOne')),
  };
  return { desk, run, close: () => setViewed(undefined) };
}
