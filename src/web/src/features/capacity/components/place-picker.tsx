import '@/shared/ui/chips.css';
import '../capacity.css';
import { Button, Empty, Segmented, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatDay, formatTime } from '@/shared/time/clinic-time';
import { addDays, weekdayOf } from '@/shared/time/days';
import { problemText } from '@/shared/ui/load-state';
import { useBeds, useSlots } from '../api/list-capacity';
import { groupBy } from '../week';

interface ChosenPlace {
  readonly kind: 'slot' | 'bed';
  readonly id: string;
}

interface Props {
  readonly id?: string;
  readonly institutionId: string;
  readonly department?: string;
  readonly bedsFirst?: boolean;
  readonly value?: ChosenPlace;
  readonly onChange?: (place: ChosenPlace | undefined) => void;
}

const daysAhead = 14;

/** Chooses a free slot or bed by one click; another click lets it go. */
export function PlacePicker({ id, institutionId, department, bedsFirst, value, onChange }: Props) {
  const { t } = useText();
  const [shown, setShown] = useState<'slot' | 'bed'>(bedsFirst ? 'bed' : 'slot');
  const [everywhere, setEverywhere] = useState(false);
  const where = everywhere ? undefined : department;
  const props = {
    institutionId,
    department: where,
    value,
    onChange: (place: ChosenPlace) => onChange?.(place.kind === value?.kind && place.id === value.id ? undefined : place),
  };
  return (
    <div id={id} className="place-picker">
      <div className="buttons">
        <Segmented
          size="small"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'slot', label: t('place.slots') },
            { value: 'bed', label: t('place.beds') },
          ]}
        />
        <span className="muted">{everywhere ? '' : department}</span>
        {department && !everywhere && (
          <Button type="link" size="small" onClick={() => setEverywhere(true)}>
            {t('place.anyDepartment')}
          </Button>
        )}
      </div>
      {shown === 'slot' ? <FreeSlots {...props} /> : <FreeBeds {...props} />}
    </div>
  );
}

interface ListProps {
  readonly institutionId: string;
  readonly department?: string;
  readonly value?: ChosenPlace;
  readonly onChange: (place: ChosenPlace) => void;
}

function FreeSlots({ institutionId, department, value, onChange }: ListProps) {
  const { t, tv } = useText();
  const today = formatDay(new Date().toISOString());
  const query = useSlots({ institutionId, department, from: today, to: addDays(today, daysAhead - 1), free: true });
  const slots = query.data?.items.filter(({ state }) => state === 'free') ?? [];
  const days = groupBy(slots, ({ start }) => formatDay(start));
  if (query.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (query.error) return <p className="late">{problemText(query.error)}</p>;
  if (slots.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('place.noSlots')} />;
  return (
    <div className="places">
      {days.map(([day, ofDay]) => (
        <div key={day} className="place-group">
          <span className="muted">
            {day.slice(5)} {tv('weekday', String(weekdayOf(day)))}
          </span>
          <span className="chips">
            {ofDay.map((slot) => (
              <Chip
                key={slot.id}
                chosen={value?.id === slot.id}
                title={[slot.department, slot.practitioner?.name].filter(Boolean).join(' · ')}
                onClick={() => onChange({ kind: 'slot', id: slot.id })}
              >
                {formatTime(slot.start).slice(11)}
                {slot.practitioner?.name && <small> {slot.practitioner.name}</small>}
                {!department && <small> {slot.department}</small>}
              </Chip>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function FreeBeds({ institutionId, department, value, onChange }: ListProps) {
  const { t } = useText();
  const query = useBeds({ institutionId, department, free: true });
  const free = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const wards = groupBy(free, ({ ward }) => ward);
  if (query.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (query.error) return <p className="late">{problemText(query.error)}</p>;
  if (free.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('place.noBeds')} />;
  return (
    <div className="places">
      {wards.map(([ward, beds]) => (
        <div key={ward} className="place-group">
          <span className="muted">{ward}</span>
          <span className="chips">
            {beds.map((bed) => (
              <Chip key={bed.id} chosen={value?.id === bed.id} title={bed.department} onClick={() => onChange({ kind: 'bed', id: bed.id })}>
                {bed.label}
              </Chip>
            ))}
          </span>
        </div>
      ))}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </div>
  );
}

function Chip({
  chosen,
  title,
  onClick,
  children,
}: {
  readonly chosen: boolean;
  readonly title: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={`chip ${chosen ? 'chosen' : ''}`} aria-pressed={chosen} title={title} onClick={onClick}>
      {children}
    </button>
  );
}
