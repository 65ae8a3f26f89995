import { translate } from '@/shared/i18n/i18n';
import type { Flow } from './api/shapes';
import type { Drill } from './components/cases-drawer';
import { type Filter, type Period, queryOf } from './filter';

export type Part = 'numerator' | 'denominator';

interface Of {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** What the parts are in words: of a definition. */
  readonly numerator?: string | number;
  readonly denominator?: string | number;
  /** The same of a line of the report, whose parts are figures. */
  readonly numeratorText?: string;
  readonly denominatorText?: string;
}

/** Which parts of a figure stand beside its value: both of a ratio, what was measured of a time or a score, none of a plain count. */
export function partsOf(unit: string): readonly Part[] {
  if (unit === '%' || unit === '‰') return ['numerator', 'denominator'];
  return unit === 'min' || unit === 'points' ? ['numerator'] : [];
}

/** The part whose cases a value itself opens. */
export const mainPart = (unit: string): Part => (partsOf(unit).length === 2 ? 'denominator' : 'numerator');

/**
 * The cases behind one part of one figure.
 * @param row row of the comparison; all rows together without it
 */
export function drillOf(of: Of, filter: Filter, part: Part, row?: { readonly key: string; readonly name: string }): Drill {
  const { code, name, unit } = of;
  const words = of[`${part}Text`] ?? of[part];
  return {
    path: `${encodeURIComponent(code)}/cases`,
    query: { ...queryOf(filter), key: row?.key, part },
    title: row ? `${name} · ${row.name}` : name,
    note: partsOf(unit).length === 2 ? translate(`indicator.part.${part}`, { words: words ?? '' }) : undefined,
  };
}

/** The cases of one way between two institutions. */
export function flowDrill(
  flow: Flow,
  of: Period & { readonly direction: string },
  reason?: { readonly code: string; readonly text: string },
): Drill {
  return {
    path: 'flows/cases',
    query: { from: of.from, to: of.to, direction: of.direction, fromId: flow.from, toId: flow.to, reason: reason?.code },
    title: `${flow.fromName} → ${flow.toName}`,
    note: reason?.text,
  };
}
