import { ClockCircleOutlined, WarningFilled } from '@ant-design/icons';
import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatTime, remaining } from '@/shared/time/clinic-time';

const stateColours: Record<string, string> = {
  draft: 'default',
  submitted: 'orange',
  needsInfo: 'gold',
  accepted: 'cyan',
  assigned: 'blue',
  scheduled: 'geekblue',
  inSession: 'processing',
  suspended: 'gold',
  opinionDraft: 'purple',
  released: 'green',
  adopted: 'success',
  closed: 'default',
  declined: 'red',
  withdrawn: 'default',
  expired: 'default',
  noShow: 'red',
  converted: 'default',
};

/** The state by colour and by text, never by colour alone. */
export function StateTag({ state }: { readonly state: string }) {
  const { tv } = useText();
  return (
    <Tag color={stateColours[state] ?? 'default'} className="tag">
      {tv('state', state)}
    </Tag>
  );
}

/** Routine cases carry no tag, so that the urgent ones stand out. */
export function UrgencyTag({ urgency }: { readonly urgency: string }) {
  const { tv } = useText();
  if (urgency === 'routine') return null;
  return (
    <Tag color={urgency === 'emergency' ? '#cf1322' : '#d46b08'} variant="solid" className="tag urgency">
      {tv('urgency', urgency)}
    </Tag>
  );
}

export interface ClockView {
  readonly name: string;
  readonly dueAt: string;
  readonly breachedAt?: string;
  readonly pausedAt?: string;
  readonly metAt?: string;
}

export function ClockText({ clock, now, named = true }: { readonly clock: ClockView; readonly now: Date; readonly named?: boolean }) {
  const { t, tv } = useText();
  const { tone, text } = clock.metAt
    ? { tone: 'done', text: t('clock.met') }
    : clock.pausedAt
      ? { tone: 'done', text: t('clock.paused') }
      : remaining(clock.dueAt, now);
  return (
    <span className={`clock clock-${tone}`} title={formatTime(clock.dueAt)}>
      {tone === 'late' ? <WarningFilled /> : <ClockCircleOutlined />} {named && `${tv('clockName', clock.name)} `}
      {text}
    </span>
  );
}
