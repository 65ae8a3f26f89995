import { VideoCameraOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useCallHost } from './call-host';
import { DeviceNotice } from './device-notice';
import { useRoom } from './room';

/** The way into the call of this case. */
export function CallButton() {
  const { t, language } = useText();
  const { past, present, online, elsewhere } = useRoom();
  const { trouble, state, asking, ask } = useCallHost();
  if (elsewhere) return <span className="muted">{t('case.callElsewhere')}</span>;
  if (trouble) return <DeviceNotice trouble={trouble} />;
  // Whoever may not read the room has no call in it; nor has a case that is over, into which nobody comes.
  if (!past.data || present.length === 0 || state?.phase === 'in') return null;
  const names = [...new Set(state?.others.map(({ name }) => name))];
  const running = state?.phase === 'out' && names.length > 0;
  return (
    <>
      {running && (
        <span className="call-running" role="status">
          {t('call.running', { names: names.join(language === 'en' ? ', ' : '、') })}
        </span>
      )}
      <Button
        type={running ? 'primary' : 'default'}
        icon={<VideoCameraOutlined />}
        disabled={!online}
        loading={state?.phase === 'joining' || (asking && !state)}
        onClick={ask}
      >
        {running ? t('call.joinRunning') : t('case.call')}
      </Button>
    </>
  );
}
