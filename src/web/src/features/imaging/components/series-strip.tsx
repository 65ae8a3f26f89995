import { useEffect, useRef } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { core, prepare } from '../cornerstone';
import type { Series } from '../series';
import { thumbnailId } from './use-viewport';

interface Props {
  readonly study: string;
  readonly series: readonly Series[];
  readonly chosen: string | undefined;
  readonly onChoose: (uid: string) => void;
}

export function SeriesStrip({ study, series, chosen, onChoose }: Props) {
  const { t } = useText();
  return (
    <ul className="series-strip" aria-label={t('viewer.series')}>
      {series.map((each) => (
        <li key={each.uid}>
          <button
            type="button"
            className={each.uid === chosen ? 'chosen' : ''}
            aria-pressed={each.uid === chosen}
            onClick={() => onChoose(each.uid)}
          >
            <Thumbnail study={study} series={each} />
            <span className="ellipsis">
              {each.modality} {each.number || ''} {each.description}
            </span>
            <span className="total">{each.images.length}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Thumbnail({ study, series }: { readonly study: string; readonly series: Series }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    const imageId = thumbnailId(study, series);
    if (!target || !imageId) return;
    let gone = false;
    void prepare()
      .then(() => (gone ? undefined : core.utilities.loadImageToCanvas({ canvas: target, imageId, thumbnail: true })))
      // A picture that cannot be decoded leaves the card with its text.
      .catch(() => {});
    return () => {
      gone = true;
    };
  }, [study, series]);
  return <canvas ref={canvas} width={88} height={88} />;
}
