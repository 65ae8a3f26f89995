import type { Instance } from './series';

/** What a study holds beside pictures that go into the stack. */
export type Kind = 'images' | 'ecg' | 'slides' | 'documents';

const slide = '1.2.840.10008.5.1.4.1.1.77.1.6';
const documents = ['1.2.840.10008.5.1.4.1.1.104.1', '1.2.840.10008.5.1.4.1.1.104.2'];

const first = (instance: Instance, tag: string): unknown => instance[tag]?.Value?.[0];

export const sopClassOf = (instance: Instance) => String(first(instance, '00080016') ?? '');

/** By SOP class, and for tracings by what is in them: vendors are free with their classes. */
export function kindOf(instance: Instance): Kind | undefined {
  const sopClass = sopClassOf(instance);
  if (sopClass === slide) return 'slides';
  if (documents.includes(sopClass)) return 'documents';
  if (instance['54000100']?.Value?.length) return 'ecg';
  return Number(first(instance, '00280010') ?? 0) > 0 ? 'images' : undefined;
}

/** Kinds in the order of their tabs. */
export function kindsOf(instances: readonly Instance[]): Kind[] {
  const found = new Set(instances.map(kindOf));
  return (['images', 'ecg', 'slides', 'documents'] as const).filter((kind) => found.has(kind));
}

/** Address of an instance below the study's door. */
export function addressOf(instance: Instance): string {
  const uid = (tag: string) => encodeURIComponent(String(first(instance, tag) ?? ''));
  return `/dicom-web/studies/${uid('0020000D')}/series/${uid('0020000E')}/instances/${uid('00080018')}`;
}
