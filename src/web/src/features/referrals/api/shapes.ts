import { flag, list, number, object, optional, optionalList, page, type Read, record, text, withDefault } from '@/shared/api/shape';

const clock = object({
  name: text,
  dueAt: text,
  pausedAt: optional(text),
  metAt: optional(text),
  breachedAt: optional(text),
});

/** A slot or a bed. */
export const placeShape = object({
  kind: text,
  id: text,
  label: optional(text),
  start: optional(text),
  length: optional(text),
  department: optional(text),
});

const task = object({
  id: text,
  dueOn: text,
  what: withDefault(text, ''),
  doneAt: optional(text),
  findings: optional(text),
  by: optional(text),
  waived: optional(text),
});

export const rowShape = object({
  id: text,
  number: text,
  direction: text,
  lane: text,
  state: text,
  version: number,
  /** Left out for those who may know of the case and not read it. */
  patient: optional(object({ id: text, name: text, sex: optional(text), age: optional(number), maskedIdNumber: optional(text) })),
  from: object({ id: optional(text), name: withDefault(text, '') }),
  to: object({ id: optional(text), name: withDefault(text, ''), department: optional(text) }),
  reason: optional(object({ code: optional(text), text: optional(text) })),
  clock: optional(clock),
  reservation: optional(placeShape),
  /** The day of the next follow-up that is owed. */
  followUpDueOn: optional(text),
  createdAt: text,
  updatedAt: text,
  unread: withDefault(flag, false),
});

export const rowPage = page(rowShape);

export const countsShape = object({
  byState: withDefault(record(number), {}),
  byStage: withDefault(record(number), {}),
  asOf: optional(text),
});

const diagnosis = object({ system: optional(text), code: optional(text), text: withDefault(text, '') });

const party = object({
  institutionId: withDefault(text, ''),
  institutionName: withDefault(text, ''),
  department: optional(text),
  practitionerId: optional(text),
  practitionerName: optional(text),
  phone: optional(text),
});

const summary = object({
  impression: optional(text),
  presentIllness: optional(text),
  history: optional(text),
  treatment: optional(text),
  examinations: optional(text),
  cautions: optional(text),
});

const plan = object({
  medication: optional(text),
  rehabilitation: optional(text),
  warningSigns: optional(text),
  followUps: optionalList(task),
});

export const referralShape = object({
  id: text,
  number: text,
  direction: text,
  lane: text,
  state: text,
  version: number,
  /** Left out for those who may know of the case and not read it. */
  patientId: optional(text),
  patient: optional(
    object({
      id: optional(text),
      name: text,
      sex: optional(text),
      age: optional(number),
      birthDate: optional(text),
      maskedIdNumber: optional(text),
    }),
  ),
  from: party,
  to: party,
  reason: optional(object({ code: optional(text), text: optional(text), comment: optional(text) })),
  criteria: optionalList(object({ code: text, text: withDefault(text, ''), source: optional(text) })),
  relationReason: optional(text),
  diagnoses: optionalList(diagnosis),
  summary: withDefault(summary, {}),
  transport: optional(object({ mode: optional(text), escort: optional(text), needs: optional(text) })),
  studies: optionalList(text),
  results: optionalList(text),
  consent: optional(object({ basis: text, signedBy: optional(text), at: optional(text) })),
  relation: optional(text),
  consultationId: optional(text),
  returnOf: optional(object({ id: text, number: withDefault(text, '') })),
  returnedBy: optional(object({ id: text, number: withDefault(text, ''), state: optional(text) })),
  clocks: optionalList(clock),
  questions: optionalList(
    object({
      question: text,
      askedBy: optional(text),
      askedAt: optional(text),
      answer: optional(text),
      answeredAt: optional(text),
    }),
  ),
  reservation: optional(placeShape),
  declined: optional(
    object({
      reasonCode: optional(text),
      text: optional(text),
      comment: optional(text),
      /** An institution of the platform where `alternativeName` is there, otherwise words. */
      alternative: optional(text),
      alternativeName: optional(text),
    }),
  ),
  contest: optional(object({ reason: text, by: optional(text), at: optional(text) })),
  previous: optionalList(
    object({
      institutionId: optional(text),
      institutionName: withDefault(text, ''),
      reasonCode: optional(text),
      text: optional(text),
      at: optional(text),
    }),
  ),
  departedAt: optional(text),
  arrivedAt: optional(text),
  admission: optional(object({ at: optional(text), ward: optional(text), admissionNumber: optional(text) })),
  discharge: optional(
    object({ diagnosis: optional(text), course: optional(text), plan: optional(text), at: optional(text), by: optional(text) }),
  ),
  plan: optional(plan),
  receiver: optional(object({ practitionerId: optional(text), name: optional(text) })),
  receivedAt: optional(text),
  cancelRequest: optional(object({ reason: withDefault(text, ''), side: optional(text), by: optional(text), at: optional(text) })),
  death: optional(object({ at: optional(text), place: optional(text), cause: optional(text) })),
  rating: optional(object({ score: number, comment: optional(text) })),
  closedBy: optional(
    object({ reason: optional(text), text: withDefault(text, ''), caseId: optional(text), caseNumber: optional(text), at: optional(text) }),
  ),
  createdAt: text,
  submittedAt: optional(text),
  closedAt: optional(text),
});

export const receiverShape = object({
  id: text,
  name: text,
  tier: optional(text),
  grade: optional(text),
  relation: optional(text),
  departments: optionalList(text),
  needsReason: withDefault(flag, false),
  waitingDays: optional(number),
  nextFree: optional(text),
  freeBeds: optional(number),
});

export const receiversShape = object({ items: list(receiverShape) });
export const placesShape = list(placeShape);

export type Row = Read<typeof rowShape>;
export type Referral = Read<typeof referralShape>;
export type Receiver = Read<typeof receiverShape>;
export type Place = Read<typeof placeShape>;
export type FollowUpTask = Read<typeof task>;
export type ReferralClock = Read<typeof clock>;
