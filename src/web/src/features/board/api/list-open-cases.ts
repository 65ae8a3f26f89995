import { useInfiniteQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { object, optional, page, type Read, text } from '@/shared/api/shape';
import type { CaseLine } from '@/shared/case/case-line';
import type { Category } from './get-live-board';

/** Which open cases a number of the board counts. */
export interface OpenFilter {
  /** Both when left out, referrals first. */
  readonly category?: Category;
  readonly stage?: string;
  readonly lane?: string;
}

const party = optional(object({ name: optional(text) }));

/** Rows of both worklists, in the members that they share. */
const row = object({
  id: text,
  number: text,
  state: text,
  from: party,
  to: party,
  inviting: party,
  invited: party,
  updatedAt: optional(text),
});

const rows = page(row);
const pageSize = 50;

const lineOf = (category: Category, { id, number, state, from, to, inviting, invited, updatedAt }: Read<typeof row>): CaseLine => ({
  category,
  id,
  number,
  state,
  at: updatedAt,
  from: (from ?? inviting)?.name,
  to: (to ?? invited)?.name,
});

interface Place {
  readonly category: Category;
  readonly cursor?: string;
}

async function fetchPage({ category: only, stage = 'open', lane }: OpenFilter, { category, cursor }: Place, signal: AbortSignal) {
  const filter = { box: 'supervised', stage, limit: pageSize, cursor };
  const path =
    category === 'referral'
      ? withQuery('/api/v1/referrals', { ...filter, lane })
      : withQuery('/api/v1/consultations', { ...filter, urgency: lane });
  const found = await request(path, { shape: rows, signal });
  const rest: Place | undefined = !only && category === 'referral' ? { category: 'consultation' } : undefined;
  return { items: found.items.map((each) => lineOf(category, each)), next: found.next ? { category, cursor: found.next } : rest };
}

export const useOpenCases = (filter: OpenFilter) =>
  useInfiniteQuery({
    queryKey: ['open-cases', filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: { category: filter.category ?? 'referral' } as Place,
    getNextPageParam: (last) => last.next,
    staleTime: 2_000,
  });
