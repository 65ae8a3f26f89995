import { useEffect, useEffectEvent } from 'react';
import { type Showing, useShowing } from '@/shared/live/showing';
import type { Series } from '../series';
import type { useViewport } from './use-viewport';

/** Shows this viewport to the others in the room, or goes along with theirs. */
export function useShared(
  study: string,
  series: Series | undefined,
  view: ReturnType<typeof useViewport>,
  toSeries: (uid: string) => void,
): Showing | undefined {
  const showing = useShowing() ?? undefined;
  const { index, width, centre, zoom, pan, inverted, flipped, ready } = view.state;
  const uid = series?.uid;
  const mine = showing?.mine ?? false;
  const show = useEffectEvent(() => {
    if (uid) showing?.show({ study, series: uid, index, width, centre, zoom, pan, inverted, flipped });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the view is shown
  useEffect(() => {
    if (mine && ready) show();
  }, [mine, ready, uid, index, width, centre, zoom, pan, inverted, flipped]);

  const theirs = showing?.follows ? showing.theirs?.view : undefined;
  const adopt = useEffectEvent(view.adopt);
  useEffect(() => {
    if (theirs?.study !== study || !uid) return;
    if (theirs.series !== uid) toSeries(theirs.series);
    else if (ready) adopt(theirs);
  }, [theirs, study, uid, ready, toSeries]);
  return showing;
}
