import { phrase } from '@/shared/api/phrase';
import { flag, number, object, optional, optionalList, page, type Read, type Shape, text, withDefault } from '@/shared/api/shape';

export const categories = ['lab', 'imaging', 'ecg', 'ultrasound', 'pathology', 'other'] as const;

/** A value is a number to some hospitals and a text to others. */
const asText: Shape<string> = { read: (value) => (value === undefined || value === null ? '' : String(value)) };

/** A limit as the hospital wrote it; absent and empty are the same. */
const limit: Shape<string | undefined> = {
  optional: true,
  read: (value) => (value === undefined || value === null || value === '' ? undefined : String(value)),
};

const value = object({
  code: optional(text),
  name: withDefault(phrase, ''),
  value: asText,
  unit: optional(text),
  low: limit,
  high: limit,
  flag: optional(text),
});
export type ResultValue = Read<typeof value>;

const correction = object({ version: withDefault(number, 0), at: optional(text), reason: optional(text), by: optional(text) });

const critical = object({
  since: text,
  dueAt: optional(text),
  breachedAt: optional(text),
  confirmedAt: optional(text),
  handling: optional(text),
  by: optional(text),
});

const coded = object({ code: text, name: withDefault(phrase, ''), system: optional(text) });

/** What a list and a result in full have in common. */
const members = {
  id: text,
  version: withDefault(number, 1),
  patientId: optional(text),
  institutionId: withDefault(text, ''),
  institutionName: withDefault(text, ''),
  item: optional(coded),
  local: optional(coded),
  category: withDefault(text, 'other'),
  performedAt: text,
  collectedAt: optional(text),
  reportedAt: optional(text),
  values: optionalList(value),
  studyInstanceUid: optional(text),
  mark: optional(text),
  legacy: withDefault(flag, false),
  mapped: withDefault(flag, true),
};

export const resultRow = object({
  ...members,
  summary: withDefault(text, ''),
  corrected: withDefault(number, 0),
  critical: withDefault(flag, false),
});
export type ResultRow = Read<typeof resultRow>;
export const resultPage = page(resultRow);

export const resultShape = object({
  ...members,
  report: optional(object({ findings: optional(text), conclusion: optional(text), reporter: optional(text) })),
  equipment: optional(text),
  deviceClass: optional(text),
  method: optional(text),
  interventions: optionalList(object({ kind: text, at: text })),
  corrections: optionalList(correction),
  voided: optional(object({ reason: withDefault(text, ''), at: optional(text) })),
  critical: optional(critical),
});
export type Result = Read<typeof resultShape>;

export const criticalPage = page(
  object({
    resultId: text,
    institutionName: withDefault(text, ''),
    patientId: optional(text),
    patientName: optional(text),
    item: optional(coded),
    local: optional(coded),
    category: withDefault(text, 'other'),
    performedAt: text,
    summary: withDefault(text, ''),
    since: text,
    dueAt: optional(text),
    breachedAt: optional(text),
    confirmedAt: optional(text),
    by: optional(text),
    handling: optional(text),
  }),
);
export type CriticalRow = Read<typeof criticalPage>['items'][number];

export const versionPage = page(
  object({
    version: number,
    at: optional(text),
    by: optional(text),
    reason: optional(text),
    content: object({
      values: optionalList(value),
      report: optional(object({ findings: optional(text), conclusion: optional(text), reporter: optional(text) })),
    }),
  }),
);

/** What a result is of: by the common item, by the hospital's own where that is not mapped yet. */
export const itemName = (
  { item, local, category }: Pick<ResultRow, 'item' | 'local' | 'category'>,
  ofCategory: (category: string) => string,
) => item?.name || item?.code || local?.name || local?.code || ofCategory(category);
