import type { Catalogue, CatalogueItem, Whole } from './api/catalogue';

/** What an administrator changed of a version; everything else goes on as it was. */
export interface Changes {
  readonly mode?: string;
  /** By item code: the members that were changed. */
  readonly items: Readonly<
    Record<string, Partial<Pick<CatalogueItem, 'windowHours' | 'evidence' | 'noIntervention' | 'from'>> & { readonly never?: boolean }>
  >;
  /** By relation code: on or off. */
  readonly relations: Readonly<Record<string, boolean>>;
  /** By place in the list. */
  readonly specialties: Readonly<Record<number, { readonly quiet?: boolean; readonly windowFactor?: number }>>;
}

export const noChanges: Changes = { items: {}, relations: {}, specialties: {} };

export const countChanges = ({ mode, items, relations, specialties }: Changes): number =>
  (mode === undefined ? 0 : 1) + Object.keys(items).length + Object.keys(relations).length + Object.keys(specialties).length;

type Line = Readonly<Record<string, unknown>>;
const lines = (value: unknown): readonly Line[] => (Array.isArray(value) ? (value as Line[]) : []);

/** A window that was taken away is null to the server: never. */
function patched(item: Line, change: Changes['items'][string] | undefined): Line {
  if (!change) return item;
  const { never, ...rest } = change;
  return { ...item, ...rest, ...(never === undefined ? {} : never ? { windowHours: null } : {}) };
}

/** The next version as the server takes it. */
export function draftOf(
  whole: Whole,
  shown: Catalogue,
  changes: Changes,
  meta: { readonly approver?: string; readonly effectiveFrom?: string },
): Whole {
  const { approvedBy: _approved, effectiveTo: _ends, version: _version, ...kept } = whole;
  return {
    ...kept,
    baseVersion: whole.version ?? shown.version,
    mode: changes.mode ?? shown.mode,
    items: lines(whole.items).map((item) => patched(item, changes.items[String(item.code)])),
    relations: lines(whole.relations).map((relation) => {
      const on = changes.relations[String(relation.code)];
      return on === undefined ? relation : { ...relation, on };
    }),
    specialties: lines(whole.specialties).map((specialty, index) => ({ ...specialty, ...changes.specialties[index] })),
    ...meta,
  };
}
