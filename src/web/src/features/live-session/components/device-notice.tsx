import { Alert } from 'antd';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import type { DeviceTrouble } from './use-seat';

/** Why this browser is kept out of the session, and the way out. */
export function DeviceNotice({ trouble }: { readonly trouble: DeviceTrouble }) {
  const { t } = useText();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ maxWidth: 480 }}
      title={t(`device.trouble.${trouble}`)}
      description={<Link to="/devices">{t('device.own')}</Link>}
    />
  );
}
