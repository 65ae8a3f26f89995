import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';
import { sexAndAge } from '@/shared/ui/person-text';
import type { Place } from '../api/shapes';
import { PlaceTag } from './round-tags';
import { useOpenRound } from './use-open-round';

interface Props {
  readonly shown: string | undefined;
  readonly onShow: (caseId: string) => void;
  readonly onLeaveOut: (place: Place) => void;
}

const ways: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** Arrows go from bed to bed. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const to = ways[event.key];
  if (!to) return;
  const beds = [...(event.currentTarget.closest('ol')?.querySelectorAll<HTMLElement>('.round-bed') ?? [])];
  event.preventDefault();
  beds[to(beds.indexOf(event.currentTarget), beds.length - 1)]?.focus();
}

/** The inpatients in order, each with bed and state. Looking at one moves nobody else. For Tab the list is one stop, so that forty beds do not stand before the case. */
export function BedList({ shown, onShow, onLeaveOut }: Props) {
  const { t } = useText();
  const { round, run, running, may } = useOpenRound();
  const { message } = App.useApp();
  const here = round.places.filter(({ state }) => state !== 'leftOut');
  const out = round.places.filter(({ state }) => state === 'leftOut');
  const [focused, setFocused] = useState<string>();
  const stop = focused ?? shown;
  const swap = (at: number, to: number) => {
    const order = here.map(({ caseId }) => caseId);
    const [moved] = order.splice(at, 1);
    if (moved) order.splice(to, 0, moved);
    run('reorder', { order }).catch((error) => void message.error(problemText(error)));
  };
  return (
    <ol
      className="round-beds"
      aria-label={t('round.list')}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setFocused(undefined)}
    >
      {[...here, ...out].map((place, at) => {
        const bed = place.bed ?? '';
        const listed = place.state !== 'leftOut';
        const tabIndex = place.caseId === stop ? 0 : -1;
        return (
          <li key={place.caseId} className={place.caseId === shown ? 'shown' : undefined} onFocus={() => setFocused(place.caseId)}>
            <button
              type="button"
              className="round-bed"
              aria-current={place.caseId === round.present ? 'step' : undefined}
              aria-pressed={place.caseId === shown}
              tabIndex={tabIndex}
              onKeyDown={walk}
              onClick={() => onShow(place.caseId)}
            >
              <b>{t('round.bed', { bed })}</b>
              <span className="round-patient">
                {place.patient?.name ?? place.number} <span className="muted small">{place.patient && sexAndAge(place.patient)}</span>
              </span>
              <PlaceTag state={place.state} />
              <span className="muted small round-why">
                {[place.ward, place.leftOut ?? place.unseen ?? place.reason].filter(Boolean).join(' · ')}
              </span>
            </button>
            {listed && (
              <span className="round-bed-tools">
                {may('reorder') && at > 0 && (
                  <Button
                    type="text"
                    size="small"
                    tabIndex={tabIndex}
                    disabled={running}
                    icon={<ArrowUpOutlined />}
                    aria-label={t('round.up', { bed })}
                    onClick={() => swap(at, at - 1)}
                  />
                )}
                {may('reorder') && at < here.length - 1 && (
                  <Button
                    type="text"
                    size="small"
                    tabIndex={tabIndex}
                    disabled={running}
                    icon={<ArrowDownOutlined />}
                    aria-label={t('round.down', { bed })}
                    onClick={() => swap(at, at + 1)}
                  />
                )}
                {may('leaveOut') && place.state !== 'seen' && (
                  <Button
                    type="text"
                    size="small"
                    tabIndex={tabIndex}
                    disabled={running}
                    icon={<CloseOutlined />}
                    aria-label={t('round.leaveOut', { bed })}
                    onClick={() => onLeaveOut(place)}
                  />
                )}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
