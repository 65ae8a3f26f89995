import { CloudSyncOutlined, DisconnectOutlined, LoadingOutlined, WifiOutlined } from '@ant-design/icons';
import { useText } from '@/shared/i18n/i18n';
import { useLineState } from '@/shared/live/use-live';
import { useOnline } from '@/shared/live/use-online';

const icons = {
  online: <WifiOutlined />,
  connecting: <LoadingOutlined />,
  reconnecting: <CloudSyncOutlined />,
  offline: <DisconnectOutlined />,
};

/** Whether what is on screen is live. */
export function LineIndicator() {
  const { t } = useText();
  const line = useLineState();
  const online = useOnline();
  const state = online ? line : 'offline';
  return (
    <span
      className={`line-state line-${state}`}
      role="status"
      aria-label={`${t('line.region')}: ${t(`line.${state}`)}`}
      title={t(`line.${state}`)}
    >
      {icons[state]} <span className="line-text">{t(`line.${state}`)}</span>
    </span>
  );
}
