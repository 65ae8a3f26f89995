import './figures.css';
import { CheckCircleOutlined, WarningFilled } from '@ant-design/icons';
import { useText } from '@/shared/i18n/i18n';
import { formatTime, spanText } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';

/** Figures older than this are called out. */
export const oldAfter = 5_000;

interface Props {
  /** Time of the figures by the server's clock. */
  readonly asOf: string;
  /** How old they were when the server answered, in seconds. */
  readonly ageSeconds: number;
  /** When the answer came, by this machine's clock: only spans are taken of it, so that a wrong clock does no harm. */
  readonly receivedAt: number;
}

/** How old what is on screen is, second by second. */
export function DataAge({ asOf, ageSeconds, receivedAt }: Props) {
  const { t } = useText();
  const now = useNow(1_000);
  const age = Math.max(0, now.getTime() - receivedAt) + ageSeconds * 1_000;
  const old = age > oldAfter;
  const seconds = Math.floor(age / 1_000);
  const text = seconds < 60 ? t('age.seconds', { count: seconds }) : t('age.span', { span: spanText(age) });
  return (
    <span className={`data-age ${old ? 'data-age-old' : ''}`} title={formatTime(asOf)}>
      {old ? <WarningFilled /> : <CheckCircleOutlined />} {old ? t('data.old', { age: text }) : t('data.fresh', { age: text })}
    </span>
  );
}
