import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import { fixedDevice, standIn } from '@/shared/device/this-device';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import type { Device, DeviceAction } from '../api/devices';
import { DeviceStepDialog } from './device-step-dialog';

interface Props {
  readonly devices: readonly Device[];
  /** Keeps the register of an institution, and not only the own devices. */
  readonly keeps: boolean;
  /** The device that this browser joins sessions as. */
  readonly here?: string;
  readonly reload: () => unknown;
  /** What this browser stands for has changed. */
  readonly onStand: () => void;
}

/** Rooms, devices and apps, and what may be done with each. */
export function DeviceList({ devices, keeps, here, reload, onStand }: Props) {
  const { t, tv } = useText();
  const user = useUser();
  const [open, setOpen] = useState<{ readonly id: string; readonly step: DeviceAction }>();
  const chosen = devices.find(({ id }) => id === open?.id);
  const choose = (device: Device, step: string) => {
    if (step === 'stand' || step === 'leave') {
      standIn(step === 'stand' ? device : undefined);
      onStand();
    } else setOpen({ id: device.id, step: step as DeviceAction });
  };
  return (
    <>
      <ul className="admin-rows devices">
        {devices.map((device) => (
          <li key={device.id} aria-label={device.name} className={device.state === 'active' ? '' : 'off'}>
            <span>
              <b>{device.name}</b> <span className="muted small">{tv('deviceKind', device.kind)}</span>
            </span>
            <span>{keeps ? [device.institutionName, device.owner].filter(Boolean).join(' · ') : device.institutionName}</span>
            <span className="muted small">{[device.model, device.serialNumber].filter(Boolean).join(' · ')}</span>
            <span className="muted small">
              {t('devices.registered', {
                by: device.registeredBy ?? t('devices.platform'),
                at: device.registeredAt ? formatTime(device.registeredAt) : '',
              })}
            </span>
            <span className="admin-actions">
              <span className="admin-tags">
                <Tag className="tag" color={device.state === 'active' ? 'success' : device.state === 'blocked' ? 'red' : undefined}>
                  {tv('deviceState', device.state)}
                </Tag>
                {device.id === here && (
                  <Tag className="tag" color="blue">
                    {t('devices.here')}
                  </Tag>
                )}
              </span>
              {device.state !== 'retired' && (
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: stepsOf(device, keeps, user.institutionId).map((key) => ({
                      key,
                      label: t(`devices.${key}`),
                      danger: key === 'block' || key === 'retire',
                    })),
                    onClick: ({ key }) => choose(device, key),
                  }}
                >
                  <Button size="small" icon={<EllipsisOutlined />} aria-label={t('devices.more', { name: device.name })} />
                </Dropdown>
              )}
            </span>
            {device.blockedFor && (
              <span className="small device-reason">
                {t('devices.blockedFor')} {device.blockedFor}
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && chosen && <DeviceStepDialog device={chosen} step={open.step} reload={reload} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function stepsOf(device: Device, keeps: boolean, institutionId: string | undefined) {
  const isFixed = device.kind !== 'app' && device.institutionId === institutionId;
  const stands = fixedDevice()?.id === device.id;
  const isBlocked = device.state === 'blocked';
  return [
    ...(isFixed && keeps && (stands || !isBlocked) ? [stands ? ('leave' as const) : ('stand' as const)] : []),
    'rename' as const,
    ...(isBlocked ? (keeps ? ['unblock' as const] : []) : ['block' as const]),
    'retire' as const,
  ];
}
