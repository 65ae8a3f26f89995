import { useText } from '@/shared/i18n/i18n';
import { sexAndAge } from '@/shared/ui/person-text';
import { type Image, isLossy, orientationMarks, type Series, textOf } from '../series';
import type { ViewState } from './use-viewport';

/** The patient of the case; names inside the files may be romanised or cut. */
export interface ViewedPatient {
  readonly name: string;
  readonly sex?: string;
  readonly age?: number;
}

interface Props {
  readonly image: Image;
  readonly series: Series;
  readonly state: ViewState;
  readonly patient: ViewedPatient;
}

const dicomDay = (text: string) => text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

/** What a reader must see beside every image, in the four corners and at the four edges. */
export function ViewerOverlay({ image, series, state, patient }: Props) {
  const { t } = useText();
  const { instance } = image;
  const marks = orientationMarks(instance, state.flipped);
  const thickness = textOf(instance, 'sliceThickness');
  const corner = (place: string, lines: string[]) => (
    <div className={`corner ${place}`}>
      {lines.filter(Boolean).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
  return (
    <div className="overlay" aria-hidden>
      {corner('tl', [patient.name, sexAndAge(patient), `ID ${textOf(instance, 'patientId')}`, textOf(instance, 'patientName')])}
      {corner('tr', [textOf(instance, 'institution'), dicomDay(textOf(instance, 'studyDate')), textOf(instance, 'studyDescription')])}
      {corner('bl', [
        [series.modality, series.number ? `S${series.number}` : '', series.description].filter(Boolean).join(' '),
        `Im ${state.index + 1}/${series.images.length}${thickness ? `  ${Number(thickness)} mm` : ''}`,
      ])}
      {corner('br', [
        isLossy(instance) ? t('viewer.lossy') : '',
        state.softwareRendering ? t('viewer.cpu') : '',
        `${Math.round(state.zoom * 100)}%`,
        state.width === undefined ? '' : `WW ${state.width}  WL ${state.centre}`,
      ])}
      {marks && (
        <>
          <span className="mark left">{marks.left}</span>
          <span className="mark right">{marks.right}</span>
          <span className="mark top">{marks.top}</span>
          <span className="mark bottom">{marks.bottom}</span>
        </>
      )}
    </div>
  );
}
