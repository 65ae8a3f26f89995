import './chips.css';
import { useText } from '@/shared/i18n/i18n';
import { weekdayOf } from '@/shared/time/days';

interface Props {
  readonly days: readonly string[];
  readonly picked: string;
  readonly onPick: (day: string) => void;
}

/** The days of a week where only one of them fits. */
export function DayChips({ days, picked, onPick }: Props) {
  const { tv } = useText();
  return (
    <div className="day-chips">
      {days.map((day) => (
        <button
          key={day}
          type="button"
          className={`chip ${day === picked ? 'chosen' : ''}`}
          aria-pressed={day === picked}
          onClick={() => onPick(day)}
        >
          {tv('weekday', String(weekdayOf(day)))}
        </button>
      ))}
    </div>
  );
}
