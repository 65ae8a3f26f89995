import { type Action, fieldsOf } from '@/shared/case/action';

/** What each action takes besides what it must have; the server names the latter in `needs`. */
const takes: Record<string, readonly string[]> = {
  requestInfo: ['question'],
  provideInfo: ['answer', 'studies'],
  decline: ['reasonCode', 'comment', 'alternative'],
  redirect: ['invited'],
  assign: ['practitionerIds', 'lead'],
  schedule: ['start', 'end', 'room'],
  reschedule: ['start', 'end', 'room'],
  sign: ['password', 'code'],
  adopt: ['decision', 'note'],
  followUp: ['at', 'findings'],
  rate: ['score', 'comment'],
  markNoShow: ['side'],
  amend: ['reason'],
};

/** The fields of an action's form. */
export const actionFields = (action: Action) => fieldsOf(action, takes);

/** Actions that have a place of their own on the page instead of a button in the bar. */
export const placedElsewhere: ReadonlySet<string> = new Set(['edit', 'draftOpinion', 'sign', 'adopt']);

/** What moves the case on comes first and stands out; what ends it comes last. */
const forward = ['submit', 'accept', 'claim', 'assign', 'provideInfo', 'schedule', 'startSession', 'finishSession', 'followUp', 'redirect'];
const ending: ReadonlySet<string> = new Set(['decline', 'withdraw', 'markNoShow', 'convertToReferral', 'close']);

export const isForward = (action: string) => forward.includes(action);
export const isEnding = (action: string) => ending.has(action);

/** One button per action, ordered by what a user most likely wants next. */
export function orderActions(actions: readonly Action[]): Action[] {
  const rank = ({ action }: Action) => (forward.includes(action) ? forward.indexOf(action) : ending.has(action) ? 100 : 50);
  return actions.filter(({ action }) => !placedElsewhere.has(action)).sort((a, b) => rank(a) - rank(b));
}
