import type { Instance } from './series';

/** One lead of a tracing. */
export interface Lead {
  readonly name: string;
  /** Volts in thousandths. */
  readonly millivolts: Float32Array;
}

/** Samples that were taken together (PS3.3 C.10.9). */
export interface WaveformGroup {
  readonly channels: number;
  readonly samples: number;
  /** Samples a second. */
  readonly frequency: number;
  /** Bytes of one sample. */
  readonly width: 1 | 2;
  readonly signed: boolean;
  readonly leads: readonly { readonly name: string; readonly scale: number; readonly offset: number }[];
  readonly uri?: string;
  readonly inline?: string;
}

type Item = Record<
  string,
  { readonly Value?: readonly unknown[]; readonly BulkDataURI?: string; readonly InlineBinary?: string } | undefined
>;

const value = (item: Item | undefined, tag: string): unknown => item?.[tag]?.Value?.[0];
const numeric = (item: Item | undefined, tag: string, otherwise: number) => {
  const found = Number(value(item, tag) ?? otherwise);
  return Number.isFinite(found) ? found : otherwise;
};

// UCUM units of voltage, in millivolts.
const millivoltsOf: Record<string, number> = { uV: 0.001, mV: 1, V: 1000 };

/** Groups of a waveform instance, from its metadata. */
export function groupsOf(instance: Instance): WaveformGroup[] {
  return ((instance['54000100']?.Value ?? []) as Item[]).map((group) => {
    const definitions = (group['003A0200']?.Value ?? []) as Item[];
    const data = group['54001010'];
    return {
      channels: numeric(group, '003A0005', 0),
      samples: numeric(group, '003A0010', 0),
      frequency: numeric(group, '003A001A', 500),
      width: numeric(group, '54001004', 16) === 8 ? 1 : 2,
      signed: value(group, '54001006') !== 'US' && value(group, '54001006') !== 'UB',
      leads: definitions.map((definition, index) => {
        const source = value(definition, '003A0208') as Item | undefined;
        const unit = value(definition, '003A0211') as Item | undefined;
        const perUnit = millivoltsOf[String(value(unit, '00080100') ?? 'uV')] ?? 0.001;
        return {
          name: leadName(String(value(source, '00080104') ?? value(definition, '003A0203') ?? index + 1)),
          scale: numeric(definition, '003A0210', 1) * numeric(definition, '003A0212', 1) * perUnit,
          offset: numeric(definition, '003A0213', 0) * perUnit,
        };
      }),
      ...(data?.BulkDataURI ? { uri: data.BulkDataURI } : {}),
      ...(data?.InlineBinary ? { inline: data.InlineBinary } : {}),
    };
  });
}

/** `Lead aVR (Einthoven)` and the like, as doctors write it. */
export const leadName = (meaning: string) =>
  meaning
    .replace(/^Lead\s+/i, '')
    .replace(/\s*\(.*\)$/, '')
    .trim();

/** Samples as millivolts, lead by lead; they come interleaved, little endian. */
export function decode(bytes: ArrayBuffer, group: WaveformGroup): Lead[] {
  const view = new DataView(bytes);
  const samples = Math.min(group.samples, group.channels > 0 ? Math.floor(bytes.byteLength / group.width / group.channels) : 0);
  const read =
    group.width === 1
      ? (at: number) => (group.signed ? view.getInt8(at) : view.getUint8(at))
      : (at: number) => (group.signed ? view.getInt16(at * 2, true) : view.getUint16(at * 2, true));
  return Array.from({ length: group.channels }, (_, channel) => {
    const lead = group.leads[channel] ?? { name: String(channel + 1), scale: 0.001, offset: 0 };
    const millivolts = new Float32Array(samples);
    for (let n = 0; n < samples; n += 1) millivolts[n] = read(n * group.channels + channel) * lead.scale + lead.offset;
    return { name: lead.name, millivolts };
  });
}

/** A piece of a lead in its place on the paper, in millimetres. */
export interface Strip {
  readonly lead: Lead;
  /** First and last sample, the last exclusive. */
  readonly from: number;
  readonly to: number;
  readonly x: number;
  /** Of the line of zero volts. */
  readonly y: number;
}

export type Format = '3x4' | '12x1';

export interface Paper {
  readonly strips: readonly Strip[];
  readonly width: number;
  readonly height: number;
}

const rowHeight: Record<Format, number> = { '3x4': 26, '12x1': 17 };

/**
 * Places leads on the paper: three rows of four pieces with lead II below in full, or each lead in a row of its own.
 * @param speed millimetres a second
 */
export function paperOf(leads: readonly Lead[], frequency: number, format: Format, speed: number): Paper {
  const total = leads[0]?.millivolts.length ?? 0;
  const width = (total / frequency) * speed;
  const high = rowHeight[format];
  if (format === '12x1' || leads.length < 12)
    return {
      width,
      height: leads.length * high,
      strips: leads.map((lead, row) => ({ lead, from: 0, to: total, x: 0, y: (row + 0.5) * high })),
    };
  const quarter = Math.floor(total / 4);
  const strips: Strip[] = leads.slice(0, 12).map((lead, n) => {
    const column = Math.floor(n / 3);
    return {
      lead,
      from: column * quarter,
      to: (column + 1) * quarter,
      x: ((column * quarter) / frequency) * speed,
      y: ((n % 3) + 0.5) * high,
    };
  });
  const rhythm = leads[1];
  if (rhythm) strips.push({ lead: rhythm, from: 0, to: total, x: 0, y: 3.5 * high });
  return { strips, width, height: 4 * high };
}

export interface Measure {
  readonly milliseconds: number;
  readonly millivolts: number;
  /** As if the time were from beat to beat; undefined below a fifth of a second. */
  readonly perMinute?: number;
}

/** What lies between two points of the paper, in millimetres. */
export function measure(from: { x: number; y: number }, to: { x: number; y: number }, speed: number, gain: number): Measure {
  const milliseconds = Math.round((Math.abs(to.x - from.x) / speed) * 1000);
  const millivolts = Math.round(((from.y - to.y) / gain) * 100) / 100;
  return milliseconds >= 200 ? { milliseconds, millivolts, perMinute: Math.round(60_000 / milliseconds) } : { milliseconds, millivolts };
}
