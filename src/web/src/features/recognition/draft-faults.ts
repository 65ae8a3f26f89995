import type { FieldProblem } from '@/shared/api/problem';
import { sentences, translate } from '@/shared/i18n/i18n';
import type { Draft, ItemRule, SpecialtyRule, Words } from './draft';

/** What is wrong, by row and then by field inside it. A row that is edited is another row, and its faults are gone with the old one. */
export type Faults = ReadonlyMap<unknown, Readonly<Record<string, string>>>;

export const noFaults: Faults = new Map();

/** Stands for the draft itself where a fault belongs to no row. */
export const settings = 'settings';

const lists = ['items', 'relations', 'specialties', 'reasons'] as const;
const longestWindow = 24 * 366;
const longestCheck = 24 * 30;

/** Puts what the server says to the rows it speaks of. */
export function placeFaults(
  fields: Readonly<Record<string, readonly FieldProblem[]>>,
  draft: Draft,
): { readonly faults: Faults; readonly left: Readonly<Record<string, readonly FieldProblem[]>> } {
  const faults = new Map<unknown, Record<string, string>>();
  const left: Record<string, readonly FieldProblem[]> = {};
  for (const [field, found] of Object.entries(fields)) {
    const text = sentences(found.map((each) => each.text));
    const [, list, place, inner] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(field) ?? [];
    const row = lists.some((name) => name === list) ? draft[list as (typeof lists)[number]][Number(place)] : undefined;
    if (row) faults.set(row, { ...faults.get(row), [inner ?? '']: text });
    else if (['checkHours', 'sampling', 'source', 'mode', ...lists].includes(field))
      faults.set(settings, { ...faults.get(settings), [field]: text });
    else left[field] = found;
  }
  return { faults, left };
}

/** What the server would refuse, said before it is asked. */
export function faultsOf(draft: Draft): Faults {
  const faults = new Map<unknown, Readonly<Record<string, string>>>();
  const keep = (row: unknown, found: Record<string, string>) => {
    if (Object.keys(found).length > 0) faults.set(row, found);
  };
  for (const item of draft.items) keep(item, itemFaults(item));
  for (const relation of draft.relations)
    keep(relation, { ...wordFaults('text', relation.text), ...(relation.source.trim() ? {} : { source: translate('common.required') }) });
  for (const specialty of draft.specialties) keep(specialty, specialtyFaults(specialty, draft.items));
  const codes = draft.reasons.map(({ code }) => code);
  for (const reason of draft.reasons)
    keep(reason, {
      ...wordFaults('text', reason.text),
      ...(reason.code.trim() ? {} : { code: translate('common.required') }),
      ...(codes.filter((code) => code === reason.code).length > 1 ? { code: translate('rules.codeTwice') } : {}),
    });
  keep(settings, {
    ...(draft.source.trim() ? {} : { source: translate('common.required') }),
    ...(draft.reasons.length > 0 ? {} : { reasons: translate('rules.oneReason') }),
    ...(draft.items.length > 0 ? {} : { items: translate('rules.oneItem') }),
    ...(between(draft.checkHours ?? 1, 1, longestCheck) ? {} : { checkHours: translate('rules.checkHoursFault') }),
  });
  return faults;
}

const between = (value: number | null, least: number, most: number) => value !== null && value >= least && value <= most;

function wordFaults(field: string, { zh, en }: Words): Record<string, string> {
  return zh.trim() && en.trim() ? {} : { [field]: translate('rules.bothLanguages') };
}

function itemFaults(item: ItemRule): Record<string, string> {
  const found: Record<string, string> = {};
  if (item.windowHours !== null && !between(item.windowHours, 1, longestWindow)) found.windowHours = translate('rules.windowFault');
  if (item.windowHours === null && item.diseases.length > 0) found.diseases = translate('rules.neverWithDisease');
  for (const [index, { codes, windowHours }] of item.diseases.entries()) {
    if (codes.length === 0) found[`diseases[${index}].codes`] = translate('common.required');
    else if (codes.some((code) => code.replace(/\*+$/, '').length < 3)) found[`diseases[${index}].codes`] = translate('rules.codesFault');
    if (!between(windowHours, 1, longestWindow)) found[`diseases[${index}].windowHours`] = translate('rules.windowFault');
  }
  return item.negative ? { ...found, ...wordFaults('negative', item.negative.reason) } : found;
}

function specialtyFaults(specialty: SpecialtyRule, items: readonly ItemRule[]): Record<string, string> {
  const gone = (specialty.items ?? []).filter((code) => items.every((item) => item.code !== code));
  return {
    ...wordFaults('text', specialty.reason),
    ...(specialty.department.trim() ? {} : { department: translate('common.required') }),
    ...(gone.length > 0 ? { items: translate('rules.notInCatalogue', { codes: gone.join('、') }) } : {}),
  };
}

/** One set of faults over another. */
export function mergeFaults(below: Faults, above: Faults): Faults {
  const all = new Map(below);
  for (const [row, found] of above) all.set(row, { ...all.get(row), ...found });
  return all;
}
