import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { phrase } from '@/shared/api/phrase';
import { number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';
import type { Period } from '@/shared/time/months';

const count = withDefault(number, 0);
const figures = {
  prompted: count,
  opened: count,
  accepted: count,
  declined: count,
  deferred: count,
  revoked: count,
  repeated: count,
  sameResult: count,
  hadResults: count,
  recognitionRate: optional(number),
  openRate: optional(number),
  feesSavedDirect: count,
  feesSavedPotential: count,
};
const total = object(figures);
export type Figures = Read<typeof total>;

const row = object({ key: text, name: withDefault(phrase, ''), ...figures });
export type FigureRow = Read<typeof row>;

const measures = object({ asOf: text, ageSeconds: count, total, rows: optionalList(row) });
export type Measures = Read<typeof measures>;

export const dimensions = ['institution', 'item', 'relation', 'specialty', 'month', 'reason'] as const;
export type Dimension = (typeof dimensions)[number];

export interface MeasureFilter extends Period {
  readonly by: Dimension;
}

const base = '/api/v1/recognition/measures';
const query = ({ from, to, by }: MeasureFilter) => ({ from, to, by });
export const measuresPath = (filter: MeasureFilter) => withQuery(base, query(filter));

/** Asked again so often while it is looked at. */
const refreshEvery = 4_000;

export const useMeasures = (filter: MeasureFilter) =>
  useQuery({
    queryKey: ['recognition', 'measures', filter],
    queryFn: ({ signal }) => request(measuresPath(filter), { shape: measures, signal }),
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
    staleTime: 1_000,
  });

const line = object({
  checkId: withDefault(text, ''),
  number: withDefault(text, ''),
  at: optional(text),
  itemName: withDefault(phrase, ''),
  institutionName: withDefault(text, ''),
  step: withDefault(text, ''),
  reasonCode: optional(text),
});

export type Counted = keyof Figures;

export interface Drill {
  readonly filter: MeasureFilter;
  readonly measure: Counted;
  /** Row of the comparison; everything without it. */
  readonly key?: string;
  readonly title: string;
}

export const useMeasureCases = ({ filter, measure, key }: Drill) =>
  useInfiniteQuery({
    queryKey: ['recognition', 'measures', 'cases', filter, measure, key],
    queryFn: ({ pageParam, signal }) =>
      request(`${base}/cases?${searchOf({ ...query(filter), key, measure, limit: '50', cursor: pageParam })}`, {
        shape: page(line),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });

/** The row of what was left blank has the empty text for its key: unlike elsewhere an empty member is sent. */
const searchOf = (members: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(members).filter((each): each is [string, string] => each[1] !== undefined)).toString();
