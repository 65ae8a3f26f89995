import type { Action } from './api/get-actions';

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

export interface ActionField {
  readonly name: string;
  readonly required: boolean;
}

/** The fields of an action's form, in reading order. A new need of the server is asked for even if this page has not heard of it. */
export function fieldsOf({ action, needs, reasons }: Action): ActionField[] {
  const names = new Set([
    ...(reasons.length > 0 && !needs.includes('reasonCode') ? ['reasonCode'] : []),
    ...(takes[action] ?? []),
    ...needs,
  ]);
  if (reasons.length > 0) names.add('comment');
  return [...names].map((name) => ({ name, required: needs.includes(name) || (name === 'reasonCode' && reasons.length > 0) }));
}

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
