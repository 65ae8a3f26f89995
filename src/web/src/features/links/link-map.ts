import type { CountyHospital, HospitalLink } from './api/list-links';

/** How a line is drawn and a row is marked; a link in force that nobody uses is one of its own. */
export const tones = ['inForce', 'idle', 'ending', 'ended', 'none'] as const;
export type Tone = (typeof tones)[number];

export const toneOf = ({ state, idle }: HospitalLink): Tone =>
  state === 'inForce' && idle ? 'idle' : (tones.find((tone) => tone === state) ?? 'none');

export const usesOf = ({ uses }: HospitalLink) => uses.consultation + uses.reading + uses.referral + uses.exchange;

export interface Node {
  readonly id: string;
  readonly name: string;
  readonly y: number;
}

export interface Line {
  readonly county: Node;
  readonly tertiary: Node;
  readonly link: HospitalLink;
}

export interface Drawing {
  readonly counties: readonly (Node & { readonly linked: boolean })[];
  readonly tertiaries: readonly Node[];
  readonly lines: readonly Line[];
  readonly height: number;
}

export const nodeHeight = 34;
const gap = 12;
const pitch = nodeHeight + gap;

/** Two columns of one height: county hospitals in their order, each tertiary hospital near the middle of those it is joined to, so that lines cross little. */
export function draw(hospitals: readonly CountyHospital[]): Drawing {
  const places = new Map<string, { name: string; at: number[] }>();
  hospitals.forEach(({ links }, index) => {
    for (const { tertiaryId, tertiary } of links) {
      const known = places.get(tertiaryId) ?? { name: tertiary, at: [] };
      known.at.push(index);
      places.set(tertiaryId, known);
    }
  });
  const middle = (at: readonly number[]) => at.reduce((sum, one) => sum + one, 0) / at.length;
  const ordered = [...places].toSorted(([, a], [, b]) => middle(a.at) - middle(b.at));
  const rows = Math.max(hospitals.length, ordered.length);
  const spread = (count: number, index: number) => ((index + 0.5) * rows * pitch) / Math.max(count, 1);
  const counties = hospitals.map(({ id, name, linked }, index) => ({ id, name, linked, y: spread(hospitals.length, index) }));
  const tertiaries = ordered.map(([id, { name }], index) => ({ id, name, y: spread(ordered.length, index) }));
  const byId = new Map(tertiaries.map((node) => [node.id, node]));
  const lines = hospitals.flatMap(({ links }, index) =>
    links.flatMap((link) => {
      const [county, tertiary] = [counties[index], byId.get(link.tertiaryId)];
      return county && tertiary ? [{ county, tertiary, link }] : [];
    }),
  );
  return { counties, tertiaries, lines, height: rows * pitch };
}

/** What the map comes to. */
export function sumUp(hospitals: readonly CountyHospital[]) {
  const links = hospitals.flatMap((hospital) => hospital.links);
  return {
    hospitals: hospitals.length,
    unlinked: hospitals.filter(({ linked }) => !linked).length,
    inForce: links.filter(({ state }) => state === 'inForce' || state === 'ending').length,
    ending: links.filter(({ state }) => state === 'ending').length,
    idle: links.filter(({ idle }) => idle).length,
  };
}
