/** DICOM JSON (PS3.18 F.2) of one instance. */
export type Instance = Readonly<Record<string, { readonly vr?: string; readonly Value?: readonly unknown[] } | undefined>>;

const tag = {
  sopInstanceUid: '00080018',
  modality: '00080060',
  institution: '00080080',
  seriesDescription: '0008103E',
  studyDescription: '00081030',
  studyDate: '00080020',
  patientName: '00100010',
  patientId: '00100020',
  sliceThickness: '00180050',
  bodyPart: '00180015',
  seriesUid: '0020000E',
  seriesNumber: '00200011',
  instanceNumber: '00200013',
  orientation: '00200037',
  frames: '00280008',
  rows: '00280010',
  bitsStored: '00280101',
  windowCentre: '00281050',
  lossy: '00282110',
} as const;

export interface Image {
  readonly sopInstanceUid: string;
  /** From 1. */
  readonly frame: number;
  readonly instance: Instance;
}

export interface Series {
  readonly uid: string;
  readonly number: number;
  readonly modality: string;
  readonly description: string;
  readonly images: readonly Image[];
}

const value = (instance: Instance, of: string): unknown => instance[of]?.Value?.[0];

export const textOf = (instance: Instance, name: keyof typeof tag): string => {
  const found = value(instance, tag[name]);
  if (found && typeof found === 'object' && 'Alphabetic' in found) return nameText(found as PersonName);
  return found === undefined || found === null ? '' : String(found);
};

const numberOf = (instance: Instance, name: keyof typeof tag, otherwise: number) => {
  const found = Number(value(instance, tag[name]));
  return Number.isFinite(found) && value(instance, tag[name]) !== undefined ? found : otherwise;
};

interface PersonName {
  readonly Alphabetic?: string;
  readonly Ideographic?: string;
}

/** The Chinese form when there is one. */
const nameText = ({ Ideographic, Alphabetic }: PersonName) => (Ideographic || Alphabetic || '').replaceAll('^', ' ').trim();

/** Images by series, in reading order. Instances without pixels, such as reports, are left out. */
export function seriesOf(instances: readonly Instance[]): Series[] {
  const bySeries = new Map<string, Instance[]>();
  for (const instance of instances) {
    if (numberOf(instance, 'rows', 0) === 0) continue;
    const uid = textOf(instance, 'seriesUid');
    bySeries.set(uid, [...(bySeries.get(uid) ?? []), instance]);
  }
  const series = [...bySeries].map(([uid, members]): Series => {
    const ordered = members.sort((a, b) => numberOf(a, 'instanceNumber', 0) - numberOf(b, 'instanceNumber', 0));
    const first = ordered[0] as Instance;
    return {
      uid,
      number: numberOf(first, 'seriesNumber', 0),
      modality: textOf(first, 'modality'),
      description: textOf(first, 'seriesDescription') || textOf(first, 'bodyPart'),
      images: ordered.flatMap((instance) =>
        Array.from({ length: numberOf(instance, 'frames', 1) }, (_, index) => ({
          sopInstanceUid: textOf(instance, 'sopInstanceUid'),
          frame: index + 1,
          instance,
        })),
      ),
    };
  });
  return series.sort((a, b) => a.number - b.number);
}

export const isLossy = (instance: Instance) => textOf(instance, 'lossy') === '01';

/** CT presets fit Hounsfield units only; an 8-bit image has been windowed already. */
export const takesPresets = ({ modality, images }: Series) =>
  modality === 'CT' && !!images[0] && numberOf(images[0].instance, 'bitsStored', 16) > 8;

/** Whether the modality chose a window; without one the library spreads the whole range and a CT looks grey. */
export const hasWindow = ({ images }: Series) => !!images[0] && textOf(images[0].instance, 'windowCentre') !== '';

export interface Marks {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** Which side of the patient is on which side of the picture; undefined when the image does not say. */
export function orientationMarks(instance: Instance, flipped: boolean): Marks | undefined {
  const cosines = instance[tag.orientation]?.Value?.map(Number);
  if (cosines?.length !== 6 || cosines.some(Number.isNaN)) return undefined;
  const row = directionLetters(cosines.slice(0, 3));
  const column = directionLetters(cosines.slice(3));
  const [left, right] = flipped ? [row.to, row.from] : [row.from, row.to];
  return { left, right, top: column.from, bottom: column.to };
}

/** Letters of a direction in patient coordinates (PS3.3 C.7.6.2.1.1): +x is left, +y is posterior, +z is head. */
function directionLetters(cosines: readonly number[]): { from: string; to: string } {
  const axes = [
    { cosine: cosines[0] ?? 0, plus: 'L', minus: 'R' },
    { cosine: cosines[1] ?? 0, plus: 'P', minus: 'A' },
    { cosine: cosines[2] ?? 0, plus: 'H', minus: 'F' },
  ];
  // A tilt below a third of a right angle's cosine is not worth a letter.
  const strong = axes.filter(({ cosine }) => Math.abs(cosine) > 0.34).sort((a, b) => Math.abs(b.cosine) - Math.abs(a.cosine));
  return {
    to: strong.map(({ cosine, plus, minus }) => (cosine > 0 ? plus : minus)).join(''),
    from: strong.map(({ cosine, plus, minus }) => (cosine > 0 ? minus : plus)).join(''),
  };
}
