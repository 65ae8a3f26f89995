import { phrase } from '@/shared/api/phrase';
import {
  anything,
  flag,
  list,
  number,
  object,
  optional,
  optionalList,
  page,
  type Read,
  type Shape,
  text,
  withDefault,
} from '@/shared/api/shape';

export const categories = ['lab', 'imaging', 'ecg', 'ultrasound', 'pathology', 'other'] as const;

/** A value is a number to some hospitals and a text to others. */
const asText: Shape<string> = { read: (value) => (value === undefined || value === null ? '' : String(value)) };

const value = object({
  code: optional(text),
  name: withDefault(phrase, ''),
  value: asText,
  unit: optional(text),
  low: optional(number),
  high: optional(number),
  flag: optional(text),
});
export type ResultValue = Read<typeof value>;

/** Some lists only count the corrections. */
const corrections: Shape<readonly Correction[]> = {
  read: (found, path) =>
    typeof found === 'number'
      ? Array.from({ length: found }, () => ({ version: 0 }))
      : optionalList(object({ version: withDefault(number, 0), at: optional(text), reason: optional(text), by: optional(anything) })).read(
          found,
          path,
        ),
};
interface Correction {
  readonly version: number;
  readonly at?: string;
  readonly reason?: string;
  readonly by?: unknown;
}

const critical = object({
  since: text,
  dueAt: optional(text),
  escalatedAt: optional(text),
  confirmedAt: optional(text),
  handling: optional(text),
  by: optional(anything),
});

const members = {
  id: text,
  version: withDefault(number, 1),
  patientId: optional(text),
  institutionId: withDefault(text, ''),
  institutionName: withDefault(text, ''),
  item: optional(object({ code: text, name: withDefault(phrase, ''), system: optional(text) })),
  local: optional(object({ code: text, name: withDefault(phrase, ''), system: optional(text) })),
  category: withDefault(text, 'other'),
  performedAt: text,
  collectedAt: optional(text),
  reportedAt: optional(text),
  summary: withDefault(text, ''),
  values: optionalList(value),
  studyInstanceUid: optional(text),
  mark: optional(text),
  legacy: withDefault(flag, false),
  mapped: withDefault(flag, true),
  corrections,
  voided: optional(object({ reason: withDefault(text, ''), at: optional(text) })),
  critical: optional(critical),
};

export const resultRow = object(members);
export type ResultRow = Read<typeof resultRow>;
export const resultPage = page(resultRow);

export const resultShape = object({
  ...members,
  report: optional(object({ findings: optional(text), conclusion: optional(text), reporter: optional(text) })),
  equipment: optional(text),
  deviceClass: optional(text),
  method: optional(text),
  interventions: optionalList(object({ kind: text, at: text })),
});
export type Result = Read<typeof resultShape>;

export const criticalPage = page(
  object({
    ...members,
    patient: optional(
      object({
        id: optional(text),
        name: text,
        sex: optional(text),
        age: optional(number),
        maskedIdNumber: optional(text),
        phoneMasked: optional(text),
      }),
    ),
  }),
);
export type CriticalRow = Read<typeof criticalPage>['items'][number];

export const versionsShape: Shape<readonly Result[]> = {
  read: (found, path) =>
    Array.isArray(found) ? list(resultShape).read(found, path) : object({ items: list(resultShape) }).read(found, path).items,
};

/** What a result is of: by the common item, by the hospital's own where that is not mapped yet. */
export const itemName = (
  { item, local, category }: Pick<ResultRow, 'item' | 'local' | 'category'>,
  ofCategory: (category: string) => string,
) => item?.name || item?.code || local?.name || local?.code || ofCategory(category);
