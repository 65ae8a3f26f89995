import { flag, list, number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';

const named = object({ id: text, name: withDefault(text, '') });

export const scheduleShape = object({
  id: text,
  department: text,
  practitioner: optional(named),
  weekdays: optionalList(number),
  from: text,
  to: text,
  slotMinutes: number,
  perSlot: withDefault(number, 1),
  quota: optional(object({ primaryShare: withDefault(number, 0), releaseHoursBefore: withDefault(number, 0) })),
  validFrom: optional(text),
  validTo: optional(text),
  blocks: optionalList(object({ day: text, reason: withDefault(text, '') })),
  affected: optionalList(object({ slotId: text, start: text, caseId: text })),
  version: withDefault(number, 0),
});

export const slotShape = object({
  id: text,
  start: text,
  /** Minutes. */
  length: number,
  department: text,
  practitioner: optional(named),
  state: text,
  heldBy: optional(object({ caseId: text })),
  keptUntil: optional(text),
  withdrawn: withDefault(flag, false),
});

export const bedShape = object({
  id: text,
  ward: text,
  department: text,
  label: text,
  state: text,
  heldBy: optional(object({ caseId: text })),
  closing: withDefault(flag, false),
});

export const schedulePage = page(scheduleShape);
export const slotPage = object({ items: list(slotShape) });
export const bedPage = page(bedShape);

export type Schedule = Read<typeof scheduleShape>;
export type Slot = Read<typeof slotShape>;
export type Bed = Read<typeof bedShape>;
