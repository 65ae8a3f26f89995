import { studies } from '@/locales/studies';
import { addPhrases, translate, translateValue } from '@/shared/i18n/i18n';
import { type Instance, textOf } from './series';

addPhrases(studies);

/** What tells the studies of a case apart, as far as its reader may know them. */
export interface StudyLabel {
  readonly modalities: readonly string[];
  readonly description: string;
  readonly bodyPart: string;
  /** As 20260801, or empty. */
  readonly date: string;
  readonly images: number;
}

const first = (series: Instance, tag: string) => series[tag]?.Value?.[0];

/** Labels by study UID, from the series that a search found (PS3.18 10.6.3). */
export function labelsOf(series: readonly Instance[]): ReadonlyMap<string, StudyLabel> {
  const labels = new Map<string, StudyLabel>();
  for (const one of series) {
    const uid = String(first(one, '0020000D') ?? '');
    const before = labels.get(uid);
    const modality = textOf(one, 'modality');
    labels.set(uid, {
      modalities: [...new Set([...(before?.modalities ?? []), ...(modality ? [modality] : [])])],
      description: before?.description || textOf(one, 'studyDescription') || textOf(one, 'seriesDescription'),
      bodyPart: before?.bodyPart || textOf(one, 'bodyPart'),
      date: before?.date || textOf(one, 'studyDate'),
      images: (before?.images ?? 0) + (Number(first(one, '00201209')) || 0),
    });
  }
  return labels;
}

/** In words, the kind first; empty parts are left out. */
export function wordsOf(label: StudyLabel): string {
  const part = label.description || (label.bodyPart && translateValue('bodyPart', label.bodyPart.toUpperCase()));
  return [
    label.modalities.map((modality) => translateValue('modality', modality)).join('/'),
    part,
    label.date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
    label.images > 0 ? translate('study.count', { images: label.images }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
