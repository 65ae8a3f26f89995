import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { Showing } from '@/shared/live/showing';
import type { useViewport } from './use-viewport';

interface Props {
  readonly showing: Showing;
  readonly view: Pick<ReturnType<typeof useViewport>, 'toPatient' | 'toScreen'>;
  readonly host: RefObject<HTMLDivElement | null>;
}

/** Where the one who shows points; by places in the patient, so that it is right on a screen of another size. */
export function SharedPointer({ showing, view, host }: Props) {
  const onMove = useEffectEvent((event: PointerEvent) => {
    const box = host.current?.getBoundingClientRect();
    const place = box && view.toPatient(event.clientX - box.left, event.clientY - box.top);
    if (place) showing.point([place[0], place[1], place[2]]);
  });
  const { mine, follows, spot } = showing;
  useEffect(() => {
    const element = host.current;
    if (!mine || !element) return;
    const listener = (event: PointerEvent) => onMove(event);
    element.addEventListener('pointermove', listener);
    return () => element.removeEventListener('pointermove', listener);
  }, [mine, host]);
  const at = follows && spot ? view.toScreen(spot) : undefined;
  return at ? <span className="shared-pointer" style={{ left: at[0], top: at[1] }} aria-hidden /> : null;
}
