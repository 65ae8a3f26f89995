import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { addMonths, isMonth, monthOf, type Period } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';

export type { Period };

/** What figures can be compared by. */
export const dimensions = ['institution', 'level', 'alliance', 'county', 'specialty', 'lane', 'reason'] as const;
export type Dimension = (typeof dimensions)[number];
export type By = Dimension | 'month' | 'none';

/** Members that narrow what is counted, beside the period. */
export type Narrow = Partial<Record<Dimension, string>>;

export interface Filter extends Period {
  readonly by: By;
  readonly narrow?: Narrow;
}

export const queryOf = ({ from, to, by, narrow }: Filter): Record<string, string | undefined> => ({ from, to, by, ...narrow });

const usualMonths = 12;

const isDimension = (value: string | null): value is Dimension => (dimensions as readonly (string | null)[]).includes(value);

/** The period and the comparison of a page, kept in its address so that it can be sent on and gone back to. */
export function useFilter(usual: Dimension = 'institution') {
  const [search, setSearch] = useSearchParams();
  const thisMonth = monthOf(useNow(60_000));
  const asked = { from: search.get('from'), to: search.get('to'), by: search.get('by') };
  const to = isMonth(asked.to) ? asked.to : thisMonth;
  const from = isMonth(asked.from) ? asked.from : addMonths(to, 1 - usualMonths);
  const by = isDimension(asked.by) ? asked.by : usual;
  const period = useMemo<Period>(() => (from <= to ? { from, to } : { from: to, to: from }), [from, to]);
  const change = (changes: Record<string, string | undefined>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes))
          if (value === undefined) next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return { period, by, thisMonth, search, change };
}
