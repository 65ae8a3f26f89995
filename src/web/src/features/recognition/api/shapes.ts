import { phrase } from '@/shared/api/phrase';
import { anything, flag, number, object, optional, optionalList, page, type Read, type Shape, text, withDefault } from '@/shared/api/shape';

const coded = object({ code: text, text: withDefault(phrase, '') });
export type Coded = Read<typeof coded>;

/** A rule or relation may come as its code alone. */
const codedOrCode: Shape<Coded> = {
  read: (value, path) => (typeof value === 'string' ? { code: value, text: '' } : coded.read(value, path)),
};

const candidate = object({
  resultId: text,
  institutionId: withDefault(text, ''),
  institutionName: withDefault(text, ''),
  performedAt: text,
  validUntil: optional(text),
  mark: optional(text),
  studyInstanceUid: optional(text),
  verdict: withDefault(text, 'notRecognisable'),
  relation: withDefault(text, 'none'),
  rule: optional(codedOrCode),
  reasons: optionalList(codedOrCode),
  summary: optional(text),
});
export type Candidate = Read<typeof candidate>;

const decision = object({
  no: withDefault(number, 0),
  decision: text,
  resultId: optional(text),
  reasonCode: optional(text),
  comment: optional(text),
  at: optional(text),
  by: optional(anything),
});

const checkItem = object({
  code: text,
  name: withDefault(phrase, ''),
  verdict: withDefault(text, 'notRecognisable'),
  rule: optional(codedOrCode),
  relation: withDefault(text, 'none'),
  reasons: optionalList(codedOrCode),
  fee: optional(number),
  candidates: optionalList(candidate),
  decision: optional(decision),
  older: withDefault(number, 0),
  ordered: optional(object({ at: optional(text), repeated: withDefault(flag, false) })),
});
export type CheckItem = Read<typeof checkItem>;

const diagnosis = object({ code: optional(text), text: withDefault(text, '') });

export const checkShape = object({
  id: text,
  number: withDefault(text, ''),
  version: withDefault(number, 1),
  state: withDefault(text, 'open'),
  createdAt: optional(text),
  patientId: withDefault(text, ''),
  institutionId: optional(text),
  institutionName: optional(text),
  department: optional(text),
  catalogueVersion: optional(anything),
  quiet: withDefault(flag, false),
  diagnoses: optionalList(diagnosis),
  items: optionalList(checkItem),
});
export type Check = Read<typeof checkShape>;

export const checkRows = page(
  object({
    id: text,
    number: withDefault(text, ''),
    state: withDefault(text, 'open'),
    createdAt: optional(text),
    patient: optional(object({ name: withDefault(text, '') })),
    institutionName: optional(text),
    items: optionalList(
      object({
        code: text,
        name: withDefault(phrase, ''),
        verdict: withDefault(text, ''),
        decision: optional(text),
        repeated: withDefault(flag, false),
      }),
    ),
  }),
);
export type CheckRow = Read<typeof checkRows>['items'][number];

export const explanationShape = object({
  number: withDefault(text, ''),
  patient: optional(object({ name: text, sex: optional(text), age: optional(number), maskedIdNumber: optional(text) })),
  institution: withDefault(text, ''),
  department: optional(text),
  doctor: optional(text),
  itemCode: withDefault(text, ''),
  item: optional(text),
  prior: optional(object({ institutionName: withDefault(text, ''), performedAt: optional(text), mark: optional(text) })),
  reason: object({ code: withDefault(text, ''), text: withDefault(phrase, ''), source: withDefault(phrase, '') }),
  comment: optional(text),
  explainedAt: optional(text),
});
export type Explanation = Read<typeof explanationShape>;

const standardItem = object({ code: text, name: withDefault(phrase, ''), category: withDefault(text, 'other') });
export type StandardItem = Read<typeof standardItem>;
export const standardItems = object({ items: optionalList(standardItem) });

export const findingPage = page(
  object({
    id: text,
    number: optional(text),
    kind: withDefault(text, ''),
    institutionId: withDefault(text, ''),
    institutionName: withDefault(text, ''),
    itemCode: withDefault(text, ''),
    itemName: withDefault(phrase, ''),
    at: text,
    priorInstitutionName: withDefault(text, ''),
    priorAt: optional(text),
    fee: optional(number),
    checkId: optional(text),
    state: withDefault(text, 'open'),
    reasonCode: optional(text),
    answer: optional({
      read: (value, path) =>
        typeof value === 'string'
          ? { text: value }
          : object({ text: withDefault(text, ''), by: optional(text), at: optional(text) }).read(value, path),
    } satisfies Shape<{ text: string; by?: string; at?: string }>),
  }),
);
export type Finding = Read<typeof findingPage>['items'][number];

export const mineShape = object({
  items: optionalList(
    object({
      at: text,
      itemName: withDefault(phrase, ''),
      from: withDefault(text, ''),
      to: withDefault(text, ''),
      saved: optional(number),
      decision: withDefault(text, 'accepted'),
    }),
  ),
  savedTotal: withDefault(number, 0),
});

/** Who looked at the patient's data: answer of the access log. */
export const looksPage = page(
  object({ at: text, name: optional(text), institutionName: optional(text), what: withDefault(text, ''), purpose: withDefault(text, '') }),
);
