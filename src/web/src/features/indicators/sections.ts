import { monthOf, monthsBetween, valuesOf } from '@/shared/time/months';
import type { ReportItem } from './api/shapes';

export type Section = 'referral' | 'consultation' | 'service' | 'quality';

const order: readonly Section[] = ['referral', 'consultation', 'service', 'quality'];
const quality: readonly string[] = ['incomplete-forms', 'missing-diagnoses', 'late-records'];

/** What an indicator is about, by its code; what is new and unknown counts as service. */
export function sectionOf(code: string): Section {
  if (quality.includes(code)) return 'quality';
  if (/^(consultation|adoption|services)/.test(code)) return 'consultation';
  if (/referral|^(up|down|lateral|in-county|arrival|refusal|no-slot|loop|follow-up)/.test(code)) return 'referral';
  return 'service';
}

export function sectionsOf<T extends { readonly code: string }>(items: readonly T[]): { readonly section: Section; readonly items: T[] }[] {
  return order
    .map((section) => ({ section, items: items.filter(({ code }) => sectionOf(code) === section) }))
    .filter((each) => each.items.length > 0);
}

/** The months of a year that have begun. */
export function yearValues({ byMonth, unit }: Pick<ReportItem, 'byMonth' | 'unit'>, year: number): (number | undefined)[] {
  const last = `${year}-12`;
  const now = monthOf(new Date());
  const rows = byMonth.map(({ month, value }) => ({ key: month, value }));
  return valuesOf(monthsBetween(`${year}-01`, last < now ? last : now), rows, unit);
}
