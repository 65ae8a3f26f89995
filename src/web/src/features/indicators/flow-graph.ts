import type { Flow } from './api/shapes';

/** Lowest first, as patients are sent up. */
const tiers = ['village', 'township', 'county', 'city', 'provincial', 'national'] as const;

export type Grouping = 'institution' | 'area';

export interface FlowNode {
  /** Distinct in the graph; the same place may stand in two columns. */
  readonly id: string;
  readonly name: string;
  readonly tier: string | undefined;
  readonly depth: number;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  readonly n: number;
  readonly flow: Flow;
}

export interface FlowGraph {
  /** Tiers that occur, in the order of the columns. */
  readonly columns: readonly string[];
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

interface Place {
  readonly key: string;
  readonly name: string;
  readonly tier: string | undefined;
}

/**
 * Lays places out in columns by tier, so that every link runs from left to right. A link that does not
 * (between equals, or against the direction) ends in a copy of its place one column further: a graph with a circle cannot be drawn.
 */
export function flowGraph(flows: readonly Flow[], direction: string): FlowGraph {
  const present = tiers.filter((tier) => flows.some(({ fromTier, toTier }) => fromTier === tier || toTier === tier));
  const columns = direction === 'down' ? present.toReversed() : present;
  const depthOf = (tier: string | undefined) => Math.max(0, columns.indexOf(tier as (typeof tiers)[number]));
  const nodes = new Map<string, FlowNode>();
  const place = ({ key, name, tier }: Place, depth: number) => {
    const id = `${key}@${depth}`;
    if (!nodes.has(id)) nodes.set(id, { id, name, tier, depth });
    return id;
  };
  const links = flows.map((flow): FlowLink => {
    const start = depthOf(flow.fromTier);
    const end = Math.max(depthOf(flow.toTier), start + 1);
    return {
      source: place({ key: flow.from, name: flow.fromName, tier: flow.fromTier }, start),
      target: place({ key: flow.to, name: flow.toName, tier: flow.toTier }, end),
      n: flow.n,
      flow,
    };
  });
  return { columns, nodes: [...nodes.values()], links };
}

/** A way between areas, with the ways between institutions that make it. */
export interface AreaFlow extends Flow {
  readonly ways: readonly Flow[];
}

/** Joins flows between the same two areas, tier by tier; reasons are added up. */
export function byArea(flows: readonly Flow[], areaName: (code: string, tier: string | undefined) => string): AreaFlow[] {
  const joined = new Map<string, AreaFlow>();
  for (const flow of flows) {
    const from = areaKey(flow.fromArea, flow.fromTier);
    const to = areaKey(flow.toArea, flow.toTier);
    const key = `${from} ${to}`;
    const before = joined.get(key);
    const ways = [...(before?.ways ?? []), flow];
    joined.set(key, {
      ...flow,
      from,
      fromName: areaName(cut(flow.fromArea), flow.fromTier),
      to,
      toName: areaName(cut(flow.toArea), flow.toTier),
      n: flow.n + (before?.n ?? 0),
      reasons: addReasons(before?.reasons ?? [], flow.reasons),
      ways,
    });
  }
  return [...joined.values()].sort((a, b) => b.n - a.n);
}

/** Digits of a GB/T 2260 code down to the county; townships have more. */
const countyDigits = 6;
const cut = (area: string | undefined) => (area ?? '').slice(0, countyDigits);
const areaKey = (area: string | undefined, tier: string | undefined) => `${cut(area)}/${tier ?? ''}`;

function addReasons(a: Flow['reasons'], b: Flow['reasons']): Flow['reasons'] {
  const sums = new Map(a.map((reason) => [reason.code, reason]));
  for (const reason of b) sums.set(reason.code, { ...reason, n: reason.n + (sums.get(reason.code)?.n ?? 0) });
  return [...sums.values()].sort((x, y) => y.n - x.n);
}

/** The biggest flows, and how many cases the others carry: a picture of two hundred lines shows nothing. */
export function biggest(flows: readonly Flow[], most: number): { readonly shown: Flow[]; readonly left: number } {
  const sorted = [...flows].sort((a, b) => b.n - a.n);
  return { shown: sorted.slice(0, most), left: sorted.slice(most).reduce((sum, { n }) => sum + n, 0) };
}
