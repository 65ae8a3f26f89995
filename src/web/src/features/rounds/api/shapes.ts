import { flag, number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';

const party = object({ id: optional(text), name: optional(text), department: optional(text) });

export const roundPage = page(
  object({
    id: text,
    number: text,
    state: text,
    inviting: party,
    invited: party,
    planner: optional(party),
    specialist: optional(party),
    start: text,
    end: text,
    patients: number,
    signed: number,
    cancelReason: optional(text),
    giveBackReason: optional(text),
    actions: optionalList(text),
  }),
);

const place = object({
  caseId: text,
  number: text,
  state: text,
  caseState: text,
  ward: optional(text),
  bed: optional(text),
  patient: optional(object({ id: text, name: text, sex: optional(text), age: optional(number) })),
  reason: optional(text),
  visitedAt: optional(text),
  noteAt: optional(text),
  leftOut: optional(text),
  unseen: optional(text),
});

export const roundShape = object({
  id: text,
  number: text,
  state: text,
  version: number,
  inviting: object({ institutionId: text, institutionName: optional(text), practitionerName: optional(text) }),
  invited: object({ institutionId: text, institutionName: optional(text), department: optional(text), practitionerName: optional(text) }),
  specialist: optional(object({ practitionerId: text, name: optional(text), title: optional(text) })),
  start: text,
  end: text,
  note: optional(text),
  present: optional(text),
  cancelReason: optional(text),
  giveBackReason: optional(text),
  places: optionalList(place),
});

const diagnosis = object({ code: optional(text), text: withDefault(text, '') });

const sheet = object({
  place,
  case: object({
    id: text,
    number: text,
    patient: optional(object({ name: text, sex: optional(text), age: optional(number), maskedIdNumber: optional(text) })),
    reason: optional(text),
    summary: optional(
      object({
        complaint: optional(text),
        history: optional(text),
        findings: optional(text),
        diagnoses: optionalList(diagnosis),
        treatment: optional(text),
      }),
    ),
    opinions: optionalList(
      object({
        version: number,
        findings: withDefault(text, ''),
        diagnoses: optionalList(diagnosis),
        advice: optional(text),
        signatures: optionalList(object({ name: optional(text), title: optional(text), at: text, valid: withDefault(flag, false) })),
        amends: optional(number),
      }),
    ),
    decision: optional(object({ decision: text, note: optional(text), by: optional(text), at: optional(text) })),
  }),
  visits: optionalList(object({ from: text, to: optional(text) })),
  present: optionalList(object({ name: text, title: optional(text), institutionName: optional(text) })),
});

/** What a round came to, a sheet for each patient who was seen. */
export const recordShape = object({ round: roundShape, sheets: optionalList(sheet) });

export type Sheet = Read<typeof sheet>;
export type Round = Read<typeof roundShape>;
export type Place = Read<typeof place>;
export type RoundRow = Read<typeof roundPage>['items'][number];
