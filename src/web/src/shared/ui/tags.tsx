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

/** A referral's states; those with the colour of a consultation's are not repeated. */
const referralColours: Record<string, string> = {
  reserved: 'blue',
  inTransit: 'processing',
  arrived: 'geekblue',
  underCare: 'purple',
  completed: 'green',
  redirected: 'orange',
  cancelRequested: 'gold',
  notArrived: 'red',
};

interface StateProps {
  readonly state: string;
  /** `referral`; a consultation unless told. */
  readonly category?: string;
  readonly direction?: string;
}

/** The state by colour and by text, never by colour alone. */
export function StateTag({ state, category, direction }: StateProps) {
  const { tv } = useText();
  const referral = category === 'referral';
  const colour = (referral ? referralColours[state] : undefined) ?? stateColours[state] ?? 'default';
  return (
    <Tag color={colour} className="tag">
      {referral ? referralStateText(state, direction, tv) : tv('state', state)}
    </Tag>
  );
}

/** A patient who came back down is not in hospital, whatever the state is called. */
function referralStateText(state: string, direction: string | undefined, tv: (set: string, value: string) => string): string {
  const lower = direction === 'down' ? tv('referralState', `down.${state}`) : undefined;
  return lower && lower !== `down.${state}` ? lower : tv('referralState', state);
}

/** Routine cases carry no tag, so that the urgent ones stand out. */
export function UrgencyTag({ urgency, category }: { readonly urgency: string; readonly category?: string }) {
  const { tv } = useText();
  if (urgency === 'routine') return null;
  return (
    <Tag color={urgency === 'emergency' ? '#cf1322' : '#d46b08'} variant="solid" className="tag urgency">
      {tv(category === 'referral' ? 'lane' : 'urgency', urgency)}
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
