import { phrase } from '@/shared/api/phrase';
import { number, object, optional, optionalList, page, type Read, type Shape, text, withDefault } from '@/shared/api/shape';
import { caseLine } from '@/shared/case/case-line';

/** Down only where it is said: most figures shall rise. */
const better = {
  read: (value: unknown): 'up' | 'down' => (value === 'down' ? 'down' : 'up'),
} satisfies Shape<'up' | 'down'>;

/** Members of every definition. */
const defined = {
  code: text,
  name: phrase,
  version: withDefault({ read: String } satisfies Shape<string>, '1'),
  formula: withDefault(phrase, ''),
  numerator: withDefault(phrase, ''),
  denominator: withDefault(phrase, ''),
  unit: text,
  source: withDefault(phrase, ''),
  better,
  validFrom: optional(text),
};

export const definition = object(defined);
export type Definition = Read<typeof definition>;

const measured = {
  numerator: withDefault(number, 0),
  denominator: optional(number),
  value: optional(number),
  target: optional(number),
};

const total = object(measured);
export type Measured = Read<typeof total>;

export const row = object({ key: text, name: withDefault(phrase, ''), month: optional(text), ...measured });
export type Row = Read<typeof row>;

export const indicator = object({
  code: text,
  name: phrase,
  unit: text,
  asOf: text,
  ageSeconds: withDefault(number, 0),
  total,
  rows: optionalList(row),
});
export type Indicator = Read<typeof indicator>;

export const casePage = page(caseLine);

const reason = object({ code: text, text: withDefault(phrase, ''), n: number });

export const flow = object({
  from: text,
  fromName: text,
  fromArea: optional(text),
  fromTier: optional(text),
  to: text,
  toName: text,
  toArea: optional(text),
  toTier: optional(text),
  direction: withDefault(text, 'up'),
  n: number,
  reasons: optionalList(reason),
});
export type Flow = Read<typeof flow>;

export const flows = object({ asOf: text, ageSeconds: withDefault(number, 0), items: optionalList(flow) });

export const report = object({
  year: number,
  area: optional(object({ code: text, name: withDefault(text, '') })),
  asOf: text,
  ageSeconds: withDefault(number, 0),
  items: optionalList(
    object({
      ...defined,
      numerator: optional(number),
      denominator: optional(number),
      numeratorText: withDefault(phrase, ''),
      denominatorText: withDefault(phrase, ''),
      value: optional(number),
      target: optional(number),
      previous: optional(number),
      byMonth: optionalList(object({ month: text, value: optional(number) })),
    }),
  ),
  byCounty: optionalList(
    object({
      key: text,
      name: withDefault(phrase, ''),
      values: {
        read: (value: unknown): Readonly<Record<string, number | null>> => (value ?? {}) as Record<string, number | null>,
      } satisfies Shape<Readonly<Record<string, number | null>>>,
    }),
  ),
  flows: optionalList(flow),
});
export type Report = Read<typeof report>;
export type ReportItem = Report['items'][number];
