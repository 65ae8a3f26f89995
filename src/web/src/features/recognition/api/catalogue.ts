import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { phrase } from '@/shared/api/phrase';
import { anything, flag, number, object, optional, optionalList, type Read, type Shape, text, withDefault } from '@/shared/api/shape';

const base = '/api/v1/recognition/catalogue';
const numberOrText: Shape<string> = { read: (value) => (value === undefined || value === null ? '' : String(value)) };

/** Members of the catalogue that this page does not edit go back to the server as they came. */
export type Whole = Readonly<Record<string, unknown>>;
const whole: Shape<Whole> = { read: (value) => (value ?? {}) as Whole };

const item = object({
  code: text,
  name: withDefault(phrase, ''),
  category: withDefault(text, 'other'),
  windowHours: optional(number),
  from: withDefault(text, 'performed'),
  diseases: optionalList(object({ codes: optionalList(text), windowHours: optional(number) })),
  deviceClasses: optionalList(text),
  methods: optionalList(text),
  negative: optional(object({ reason: withDefault(phrase, '') })),
  noIntervention: withDefault(flag, false),
  evidence: withDefault(text, 'required'),
});
export type CatalogueItem = Read<typeof item>;

const shown = object({
  region: withDefault(numberOrText, ''),
  version: numberOrText,
  effectiveFrom: optional(text),
  effectiveTo: optional(text),
  approvedBy: optional(text),
  source: withDefault(phrase, ''),
  mode: withDefault(text, 'open'),
  items: optionalList(item),
  relations: optionalList(
    object({ code: text, on: withDefault(flag, false), text: withDefault(phrase, ''), source: withDefault(phrase, '') }),
  ),
  specialties: optionalList(
    object({
      department: withDefault(phrase, ''),
      windowFactor: optional(number),
      windowHours: optional(number),
      quiet: withDefault(flag, false),
      reason: withDefault(phrase, ''),
    }),
  ),
  reasons: optionalList(
    object({ code: text, text: withDefault(phrase, ''), needsComment: withDefault(flag, false), statutory: optional(anything) }),
  ),
});
export type Catalogue = Read<typeof shown>;

/** What is shown, with the whole of what came. */
export interface Kept {
  readonly shown: Catalogue;
  readonly whole: Whole;
}
const kept: Shape<Kept> = { read: (value, path) => ({ shown: shown.read(value, path), whole: whole.read(value, path) }) };

export const catalogueKey = ['recognition', 'catalogue'] as const;

export const useCatalogue = (version?: string, enabled = true) =>
  useQuery({
    queryKey: [...catalogueKey, version],
    queryFn: ({ signal }) => request(withQuery(base, { version }), { shape: kept, signal }),
    enabled,
    staleTime: 60_000,
  });

const versions = object({
  items: optionalList(
    object({
      version: numberOrText,
      effectiveFrom: optional(text),
      effectiveTo: optional(text),
      approvedBy: optional(text),
      source: withDefault(phrase, ''),
    }),
  ),
});

export const useCatalogueVersions = (region: string | undefined) =>
  useQuery({
    queryKey: [...catalogueKey, 'versions', region],
    queryFn: ({ signal }) => request(withQuery(`${base}/versions`, { region }), { shape: versions, signal }),
    enabled: !!region,
  });

const answered = object({
  verdict: withDefault(text, ''),
  rule: withDefault(object({ code: withDefault(text, ''), text: withDefault(phrase, '') }), { code: '', text: '' }),
});
const preview = object({
  from: optional(text),
  to: optional(text),
  checks: withDefault(number, 0),
  items: withDefault(number, 0),
  changed: optionalList(
    object({
      itemCode: text,
      itemName: withDefault(phrase, ''),
      before: { read: (value) => (typeof value === 'string' ? value : answered.read(value, 'before').verdict) } satisfies Shape<string>,
      after: { read: (value) => (typeof value === 'string' ? value : answered.read(value, 'after').verdict) } satisfies Shape<string>,
      n: withDefault(number, 0),
    }),
  ),
  examples: optionalList(object({ checkId: text, itemCode: text, itemName: withDefault(phrase, ''), before: answered, after: answered })),
});
export type Preview = Read<typeof preview>;

/** What the draft would have answered to last month's checks; stores nothing. */
export const usePreview = () =>
  useMutation({
    mutationFn: (catalogue: Whole) => request(`${base}/preview`, { method: 'POST', body: { catalogue }, shape: preview }),
  });

export function useSaveCatalogue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (catalogue: Whole) => request(base, { method: 'PUT', body: catalogue }),
    onSuccess: () => client.invalidateQueries({ queryKey: catalogueKey }),
  });
}

const explained = object({
  verdict: text,
  rule: optional(object({ code: text, text: withDefault(phrase, '') })),
  relation: withDefault(text, 'none'),
  steps: optionalList(object({ code: text, text: withDefault(phrase, ''), ok: optional(flag), detail: withDefault(phrase, '') })),
  catalogueVersion: optional(anything),
  validUntil: optional(text),
  mark: optional(text),
});
export type Explained = Read<typeof explained>;

export const useExplain = () =>
  useMutation({
    mutationFn: (question: object) => request('/api/v1/recognition/explain', { method: 'POST', body: question, shape: explained }),
  });

const institution = object({ id: text, name: text, tier: optional(text) });

/** Hospitals by name, for choosing two of them. */
export const useInstitutions = () =>
  useQuery({
    queryKey: ['institutions', 'all'],
    queryFn: ({ signal }) =>
      request(withQuery('/api/v1/institutions', { limit: 200 }), { shape: object({ items: optionalList(institution) }), signal }),
    staleTime: 300_000,
  });
