import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { formatDay, formatTime } from '@/shared/time/clinic-time';
import { addDays, weekdayOf, weekFrom } from '@/shared/time/days';
import { DayChips } from '@/shared/ui/day-chips';
import { LoadState } from '@/shared/ui/load-state';
import { useWide } from '@/shared/ui/use-wide';
import { useSlots } from '../api/list-capacity';
import type { Slot } from '../api/shapes';
import { linesOf } from '../week';

/** A week of clinics: how many places are free, booked and kept, and which, one click further. */
export function WeekGrid({ institutionId }: { readonly institutionId: string | undefined }) {
  const { t, tv } = useText();
  const wide = useWide(800);
  const today = formatDay(new Date().toISOString());
  const [first, setFirst] = useState(today);
  const [picked, setPicked] = useState(today);
  const week = weekFrom(first);
  const query = useSlots({ institutionId, from: first, to: addDays(first, 6) });
  const days = wide ? week : week.filter((day) => day === picked);
  const lines = linesOf(query.data?.items ?? []).filter(({ byDay }) => days.some((day) => byDay.has(day)));
  const go = (to: string) => {
    setFirst(to);
    setPicked(to);
  };
  return (
    <>
      <div className="filters">
        <Button icon={<LeftOutlined />} aria-label={t('capacity.prev')} onClick={() => go(addDays(first, -7))} />
        <Button onClick={() => go(today)}>{t('capacity.thisWeek')}</Button>
        <Button icon={<RightOutlined />} aria-label={t('capacity.next')} onClick={() => go(addDays(first, 7))} />
        <b>
          {week[0]} – {week[6]?.slice(5)}
        </b>
      </div>
      {!wide && <DayChips days={week} picked={picked} onPick={setPicked} />}
      <LoadState query={query} empty={lines.length === 0} emptyText={t('capacity.noSlots')}>
        <table className="week-grid">
          <thead>
            <tr>
              <th scope="col">{t('schedule.department')}</th>
              {days.map((day) => (
                <th key={day} scope="col" className={day === today ? 'today' : ''}>
                  {tv('weekday', String(weekdayOf(day)))} <small>{day.slice(5)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">
                  {line.department}
                  {line.practitioner && <small className="muted"> {line.practitioner}</small>}
                </th>
                {days.map((day) => (
                  <td key={day}>
                    <DayCell slots={line.byDay.get(day) ?? []} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </LoadState>
    </>
  );
}

function DayCell({ slots }: { readonly slots: readonly Slot[] }) {
  const { t } = useText();
  if (slots.length === 0) return null;
  const count = (state: string) => slots.filter((slot) => slot.state === state).length;
  const [free, held, kept, past] = [count('free'), count('held'), count('reserved'), count('past')];
  const over = past + held === slots.length && past > 0;
  return (
    <Popover trigger="click" content={<SlotList slots={slots} />}>
      <button type="button" className={`day-cell ${over ? 'over' : free > 0 ? 'has-free' : 'full'}`}>
        {free > 0 && <b>{t('capacity.free', { count: free })}</b>}
        {free === 0 && !over && <b>{t('capacity.full')}</b>}
        {held > 0 && <span>{t('capacity.held', { count: held })}</span>}
        {kept > 0 && <span className="soon">{t('capacity.reserved', { count: kept })}</span>}
        {over && held === 0 && <span className="muted">—</span>}
      </button>
    </Popover>
  );
}

function SlotList({ slots }: { readonly slots: readonly Slot[] }) {
  const { t, tv } = useText();
  return (
    <ul className="slot-list">
      {slots.map((slot) => (
        <li key={slot.id} className={`slot-${slot.state}`}>
          <b>{formatTime(slot.start).slice(11)}</b> {tv('slotState', slot.state)}
          {slot.heldBy && (
            <Link to={`/referrals/${encodeURIComponent(slot.heldBy.caseId)}`} state={{ from: '/referral-desk/capacity' }}>
              {t('capacity.openCase')}
            </Link>
          )}
          {slot.keptUntil && slot.state === 'reserved' && (
            <small className="muted">{t('capacity.keptUntil', { time: formatTime(slot.keptUntil).slice(5) })}</small>
          )}
        </li>
      ))}
    </ul>
  );
}
