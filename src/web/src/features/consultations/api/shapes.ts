import { flag, number, object, optional, optionalList, page, type Read, record, text, withDefault } from '@/shared/api/shape';

const clock = object({
  name: text,
  dueAt: text,
  pausedAt: optional(text),
  metAt: optional(text),
  breachedAt: optional(text),
});

const personRow = object({ id: text, name: text, sex: optional(text), age: optional(number), maskedIdNumber: optional(text) });

export const rowShape = object({
  id: text,
  number: text,
  kind: text,
  mode: text,
  urgency: text,
  state: text,
  version: number,
  patient: personRow,
  inviting: object({ id: optional(text), name: text }),
  invited: object({ id: optional(text), name: text, department: optional(text) }),
  lead: optional(object({ id: text, name: text })),
  reason: withDefault(text, ''),
  studyCount: withDefault(number, 0),
  clock: optional(clock),
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

const summary = object({
  complaint: optional(text),
  history: optional(text),
  findings: optional(text),
  diagnoses: optionalList(diagnosis),
  treatment: optional(text),
});

const signature = object({ practitionerId: text, name: text, title: optional(text), at: optional(text), valid: withDefault(flag, false) });

const opinion = object({
  version: number,
  findings: withDefault(text, ''),
  diagnoses: optionalList(diagnosis),
  advice: withDefault(text, ''),
  signatures: optionalList(signature),
  releasedAt: optional(text),
  amends: optional(number),
  responsibility: optional(text),
});

const opinionDraft = object({
  findings: withDefault(text, ''),
  diagnoses: optionalList(diagnosis),
  advice: withDefault(text, ''),
  by: optional(text),
  at: optional(text),
});

const question = object({
  question: text,
  askedBy: optional(text),
  askedAt: optional(text),
  answer: optional(text),
  answeredAt: optional(text),
});

export const consultationShape = object({
  id: text,
  number: text,
  kind: text,
  mode: text,
  urgency: text,
  state: text,
  version: number,
  patientId: text,
  patient: object({
    id: optional(text),
    name: text,
    sex: optional(text),
    age: optional(number),
    birthDate: optional(text),
    maskedIdNumber: optional(text),
    phoneMasked: optional(text),
  }),
  inviting: object({ institutionId: text, institutionName: text, practitionerId: optional(text), practitionerName: optional(text) }),
  invited: object({
    institutionId: text,
    institutionName: text,
    department: optional(text),
    practitionerId: optional(text),
    practitionerName: optional(text),
    minimumTitle: optional(text),
  }),
  assigned: optionalList(object({ practitionerId: text, name: text, title: optional(text), lead: withDefault(flag, false) })),
  reason: withDefault(text, ''),
  purpose: withDefault(text, ''),
  summary: withDefault(summary, { diagnoses: [] }),
  studies: optionalList(text),
  results: optionalList(text),
  consent: optional(object({ basis: text, signedBy: optional(text), at: optional(text) })),
  agreement: optional(object({ id: optional(text), number: optional(text) })),
  clocks: optionalList(clock),
  session: optional(object({ start: text, end: optional(text), room: optional(text), startedAt: optional(text) })),
  questions: optionalList(question),
  draft: optional(opinionDraft),
  opinions: optionalList(opinion),
  decision: optional(object({ decision: text, note: optional(text), by: optional(text), at: optional(text) })),
  rating: optional(object({ score: number, comment: optional(text) })),
  followUps: optionalList(object({ at: text, findings: text, by: optional(text) })),
  declined: optional(object({ reasonCode: text, comment: optional(text), alternative: optional(text) })),
  previous: optionalList(object({ institutionId: optional(text), institutionName: text, reasonCode: optional(text), at: optional(text) })),
  createdAt: text,
  submittedAt: optional(text),
  closedAt: optional(text),
});

export type Row = Read<typeof rowShape>;
export type Consultation = Read<typeof consultationShape>;
export type Opinion = Read<typeof opinion>;
export type OpinionDraft = Read<typeof opinionDraft>;
export type Box = 'outgoing' | 'incoming' | 'mine' | 'supervised';
