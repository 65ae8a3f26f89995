import { number, object, optional, optionalList, page, type Read, text } from '@/shared/api/shape';

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
  places: optionalList(place),
});

export type Round = Read<typeof roundShape>;
export type Place = Read<typeof place>;
export type RoundRow = Read<typeof roundPage>['items'][number];
