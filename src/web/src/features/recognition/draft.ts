import type { Catalogue, Whole } from './api/catalogue';

/** A phrase in both languages, as it is stored. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface DiseaseWindow {
  /** ICD-10; `I63*` holds for all that begin so. */
  readonly codes: readonly string[];
  readonly windowHours: number | null;
}

export interface ItemRule {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  /** Null for never. */
  readonly windowHours: number | null;
  readonly from: string;
  readonly diseases: readonly DiseaseWindow[];
  /** Least first. */
  readonly deviceClasses: readonly string[];
  readonly methods: readonly string[];
  readonly negative: { readonly reason: Words } | null;
  readonly noIntervention: boolean;
  readonly evidence: string;
}

export interface RelationRule {
  readonly code: string;
  readonly on: boolean;
  readonly text: Words;
  readonly source: string;
}

export interface SpecialtyRule {
  readonly department: string;
  /** Null for all items. */
  readonly items: readonly string[] | null;
  readonly windowFactor: number | null;
  readonly windowHours: number | null;
  readonly quiet: boolean;
  readonly reason: Words;
}

export interface ReasonRule {
  readonly code: string;
  readonly text: Words;
  readonly needsComment: boolean;
  /** What names it; null for an addition of the region. */
  readonly statutory: string | null;
}

export interface Sampling {
  /** 0 to 1. */
  readonly worstShare: number;
  readonly leastSamples: number;
}

/** What an administrator works on. Rows hold, beside what is named here, every member that came with them. */
export interface Draft {
  readonly mode: string;
  readonly source: string;
  readonly checkHours: number | null;
  readonly sampling: Sampling | null;
  readonly items: readonly ItemRule[];
  readonly relations: readonly RelationRule[];
  readonly specialties: readonly SpecialtyRule[];
  readonly reasons: readonly ReasonRule[];
}

type Line = Readonly<Record<string, unknown>>;
const lines = (value: unknown): readonly Line[] => (Array.isArray(value) ? (value as Line[]) : []);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const plain = (value: unknown): string => (typeof value === 'string' ? value : '');
const figure = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const words = (value: unknown): Words => {
  const both = typeof value === 'string' ? { zh: value, en: value } : (value as Words | null | undefined);
  return { ...both, zh: plain(both?.zh), en: plain(both?.en) };
};

const itemOf = (line: Line): ItemRule => ({
  ...line,
  code: plain(line.code),
  name: plain(line.name),
  category: plain(line.category) || 'other',
  windowHours: figure(line.windowHours),
  from: plain(line.from) || 'performed',
  diseases: lines(line.diseases).map((each) => ({ ...each, codes: texts(each.codes), windowHours: figure(each.windowHours) })),
  deviceClasses: texts(line.deviceClasses),
  methods: texts(line.methods),
  negative: line.negative ? { ...(line.negative as Line), reason: words((line.negative as Line).reason) } : null,
  noIntervention: line.noIntervention === true,
  evidence: plain(line.evidence) || 'required',
});

/** The version that is worked on, as rows to be edited. */
export const readDraft = (whole: Whole): Draft => ({
  mode: plain(whole.mode) || 'open',
  source: plain(whole.source),
  checkHours: figure(whole.checkHours),
  sampling: (whole.sampling as Sampling | undefined) ?? null,
  items: lines(whole.items).map(itemOf),
  relations: lines(whole.relations).map((line) => ({
    ...line,
    code: plain(line.code),
    on: line.on === true,
    text: words(line.text),
    source: plain(line.source),
  })),
  specialties: lines(whole.specialties).map((line) => ({
    ...line,
    department: plain(line.department),
    items: Array.isArray(line.items) ? texts(line.items) : null,
    windowFactor: figure(line.windowFactor),
    windowHours: figure(line.windowHours),
    quiet: line.quiet === true,
    reason: words(line.reason),
  })),
  reasons: lines(whole.reasons).map((line) => ({
    ...line,
    code: plain(line.code),
    text: words(line.text),
    needsComment: line.needsComment === true,
    statutory: plain(line.statutory) || null,
  })),
});

const week = 7 * 24;

/** A standard item that comes into the catalogue. */
export const newItem = (code: string, name: string, category: string): ItemRule =>
  itemOf({ code, name, category, windowHours: week, from: category === 'lab' ? 'collected' : 'performed', evidence: 'byRelation' });

export const newSpecialty: SpecialtyRule = {
  department: '',
  items: null,
  windowFactor: null,
  windowHours: null,
  quiet: true,
  reason: { zh: '', en: '' },
};

export const newReason: ReasonRule = { code: '', text: { zh: '', en: '' }, needsComment: true, statutory: null };

const lists = ['items', 'relations', 'specialties', 'reasons'] as const;
const single = ['mode', 'source', 'checkHours', 'sampling'] as const;

/** Rows that were changed, added or taken away, and settings that were changed. */
export function countChanges(before: Draft, after: Draft): number {
  const rows = lists.map((name) => {
    const [old, now] = [before[name], after[name]].map((list) => list.map((row) => JSON.stringify(row)));
    const [kept, come] = [new Set(now), new Set(old)];
    const [gone, added] = [old?.filter((row) => !kept.has(row)), now?.filter((row) => !come.has(row))];
    return Math.max(gone?.length ?? 0, added?.length ?? 0);
  });
  const settings = single.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return rows.reduce((sum, count) => sum + count, settings.length);
}

/** The next version as the server takes it. */
export function bodyOf(
  whole: Whole,
  shown: Catalogue,
  draft: Draft,
  meta: { readonly approver?: string; readonly effectiveFrom?: string },
): Whole {
  const { approvedBy: _approved, effectiveTo: _ends, version: _version, ...kept } = whole;
  const { checkHours, sampling, ...rest } = draft;
  return {
    ...kept,
    ...rest,
    // What was left open is the server's to fill in.
    ...(checkHours === null ? {} : { checkHours }),
    ...(sampling === null ? {} : { sampling }),
    baseVersion: whole.version ?? shown.version,
    ...meta,
  };
}
