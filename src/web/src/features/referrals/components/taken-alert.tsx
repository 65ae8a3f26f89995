import { Alert, Button } from 'antd';
import type { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { type Place, placesShape } from '../api/shapes';
import { placeText } from '../status';
import type { ChosenPlace } from './case-parts';

function freeOnes(problem: ApiProblem): Place[] {
  try {
    return placesShape.read(problem.extensions.nextFree ?? [], 'nextFree');
  } catch {
    return [];
  }
}

/** Somebody was faster: says so and offers the next free ones, one click each. */
export function TakenAlert({ problem, onTake }: { readonly problem: ApiProblem; readonly onTake: (place: ChosenPlace) => void }) {
  const { t } = useText();
  const free = freeOnes(problem);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="problem"
      title={t(free.length > 0 ? 'rcase.taken' : 'rcase.takenNone')}
      description={
        free.length > 0 && (
          <div className="alternatives">
            {free.map((place) => (
              <Button key={place.id} size="small" onClick={() => onTake({ kind: place.kind === 'bed' ? 'bed' : 'slot', id: place.id })}>
                {placeText(place)}
              </Button>
            ))}
          </div>
        )
      }
    />
  );
}
