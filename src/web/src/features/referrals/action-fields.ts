import { type Action, type ActionField, fieldsOf, filledIn } from '@/shared/case/action';
import { diagnosesBody, planBody } from './referral-form';

/** What each action takes besides what it must have; the server names the latter in `needs`. */
const takes: Readonly<Record<string, readonly string[]>> = {
  accept: ['place'],
  reserve: ['place'],
  decline: ['reasonCode', 'comment', 'alternative'],
  redirect: ['to'],
  contest: ['reason'],
  requestInfo: ['question'],
  provideInfo: ['answer', 'studies'],
  depart: ['transport'],
  markNotArrived: ['comment'],
  admit: ['ward', 'admissionNumber'],
  complete: ['diagnosis', 'course', 'plan'],
  returnDown: ['medication', 'rehabilitation', 'warningSigns', 'followUps', 'to'],
  receive: ['practitionerId'],
  followUp: ['taskId', 'at', 'findings'],
  rate: ['score', 'comment'],
  cancel: ['reason'],
  confirmCancel: ['agree'],
  withdraw: ['comment'],
  recordDeath: ['at', 'deathPlace', 'cause'],
};

/** Where the server's name of a need stands in a dialog under another name. */
const shownAs: Readonly<Record<string, string>> = {
  slotId: 'place',
  bedId: 'place',
  capacity: 'place',
  'to.institutionId': 'to',
  'to.department': 'to',
  'summary.diagnosis': 'diagnosis',
  'summary.course': 'course',
  'summary.plan': 'plan',
  'plan.medication': 'medication',
  'plan.rehabilitation': 'rehabilitation',
  'plan.warningSigns': 'warningSigns',
  'plan.followUps': 'followUps',
};

/** Needs that name a whole of which the dialog asks the parts, by action. */
const wholes: Readonly<Record<string, readonly string[]>> = {
  'returnDown:plan': ['warningSigns'],
  'complete:summary': ['diagnosis', 'course', 'plan'],
};

const ofSummary = ['diagnosis', 'course', 'plan'];

/**
 * The fields of an action's form, in reading order.
 * @param summarised whether the stay has its summary; a return without one asks for it
 */
export function actionFields(action: Action, summarised = true): ActionField[] {
  // `slotId|bedId` asks for one of several, which are one field here.
  const needs = action.needs
    .flatMap((need) => wholes[`${action.action}:${need}`] ?? [need.split('|')[0] ?? need])
    .map((need) => shownAs[need] ?? need);
  // The words of a contest are its own; the server's reasons are proposals for them.
  const reasons = action.action === 'contest' ? [] : action.reasons;
  const fields = fieldsOf({ ...action, needs, reasons }, takes);
  if (action.action !== 'returnDown' || summarised) return fields;
  return [...ofSummary.map((name) => ({ name, required: true })), ...fields];
}

type Values = Readonly<Record<string, unknown>>;
interface ChosenPlace {
  readonly kind: string;
  readonly id: string;
}

/** The body of an action from what its dialog holds. */
export function actionBody(action: string, values: Values): Record<string, unknown> {
  const { place, waiveReason, waive, deathPlace, ...rest } = filledIn(values);
  switch (action) {
    case 'accept':
    case 'reserve':
      return { ...rest, ...placeBody(place as ChosenPlace | undefined) };
    case 'complete': {
      const { diagnosis, course, plan } = rest;
      return { summary: { diagnosis, course, plan } };
    }
    case 'returnDown': {
      const { to, diagnosis, course, plan: next, ...plan } = rest;
      const summary = diagnosis ? { summary: { diagnosis, course, plan: next } } : {};
      return { ...(isFilled(to) ? { to } : {}), ...summary, plan: planBody(plan) };
    }
    case 'followUp':
      return waive ? { taskId: rest.taskId, at: rest.at, findings: '', waive: { reason: waiveReason } } : rest;
    case 'recordDeath':
      return { ...rest, ...(deathPlace ? { place: deathPlace } : {}) };
    case 'edit':
      return { ...rest, diagnoses: diagnosesBody(rest.diagnoses as never) };
    default:
      return rest;
  }
}

const isFilled = (value: unknown) => typeof value === 'object' && value !== null && Object.values(value).some(Boolean);

/** A chosen slot or bed as actions take it. */
export const placeBody = (place: ChosenPlace | undefined): Record<string, string> =>
  place ? { [place.kind === 'bed' ? 'bedId' : 'slotId']: place.id } : {};

/** What moves the case on comes first and stands out; what ends it comes last. */
const forward = [
  'submit',
  'receive',
  'accept',
  'reserve',
  'provideInfo',
  'redirect',
  'depart',
  'arrive',
  'admit',
  'complete',
  'returnDown',
  'followUp',
  'confirmCancel',
];
const ending: ReadonlySet<string> = new Set(['decline', 'withdraw', 'cancel', 'markNotArrived', 'recordDeath', 'close']);

/** Seldom wanted, or not to be hit by mistake: behind one more click. */
const rare: ReadonlySet<string> = new Set(['recordDeath', 'markNotArrived', 'rate', 'close']);

export const isRare = (action: string) => rare.has(action);
export const isForward = (action: string) => forward.includes(action);
export const isEnding = (action: string) => ending.has(action);

/** One button per action, ordered by what a user most likely wants next. */
export function orderActions(actions: readonly Action[]): Action[] {
  const rank = ({ action }: Action) => (forward.includes(action) ? forward.indexOf(action) : ending.has(action) ? 100 : 50);
  return actions.filter(({ action }) => action !== 'edit').sort((a, b) => rank(a) - rank(b));
}
