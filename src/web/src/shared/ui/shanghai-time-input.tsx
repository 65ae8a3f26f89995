import { Input } from 'antd';
import { formatTime } from '@/shared/time/clinic-time';

interface Props {
  readonly id?: string;
  /** ISO time in UTC. */
  readonly value?: string;
  readonly onChange?: (iso: string | undefined) => void;
}

/** A date and time that means Shanghai, whatever zone the machine is set to. */
export function ShanghaiTimeInput({ id, value, onChange }: Props) {
  return (
    <Input
      id={id}
      type="datetime-local"
      value={value ? formatTime(value).replace(' ', 'T') : ''}
      onChange={(event) => onChange?.(event.target.value ? new Date(`${event.target.value}:00+08:00`).toISOString() : undefined)}
    />
  );
}
