import '../phrases';
import '../administration.css';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { deviceId, fixedDevice, standIn } from '@/shared/device/this-device';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { useDevices } from '../api/devices';
import { itemsOf } from '../api/send';
import { DeviceList } from '../components/device-list';
import { MoreButton } from '../components/more-button';

/** The browsers and apps from which a person joins sessions. */
export function OwnDevicesPage() {
  const { t } = useText();
  const user = useUser();
  const [fixed, setFixed] = useState(fixedDevice);
  const query = useDevices({ mine: 'true', limit: 50 });
  const devices = itemsOf(query);
  const leave = () => {
    standIn(undefined);
    setFixed(undefined);
  };
  return (
    <div className="page administration">
      <header className="page-head">
        <h1>{t('device.own')}</h1>
      </header>
      <section className="panel">
        <p className="muted small">{t('devices.ownAbout')}</p>
        {fixed && (
          <Alert
            type="info"
            showIcon
            title={t('devices.standsFor', { name: fixed.name })}
            action={
              <Button size="small" onClick={leave}>
                {t('devices.leave')}
              </Button>
            }
          />
        )}
        <LoadState query={query} empty={devices.length === 0} emptyText={t('devices.noneOwn')}>
          <DeviceList
            devices={devices}
            keeps={false}
            here={deviceId(user)}
            reload={query.refetch}
            onStand={() => setFixed(fixedDevice())}
          />
          <MoreButton query={query} count={devices.length} />
        </LoadState>
      </section>
    </div>
  );
}
