import '../phrases';
import '../administration.css';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { deviceId } from '@/shared/device/this-device';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { NoSuchPage } from '@/shared/ui/page-error';
import { useDevices } from '../api/devices';
import { itemsOf } from '../api/send';
import { DeviceList } from '../components/device-list';
import { InstitutionSelect } from '../components/institution-select';
import { MoreButton } from '../components/more-button';
import { RegisterDeviceDialog } from '../components/register-device-dialog';
import { useFilter } from '../components/use-filter';
import { deviceKinds, deviceStates } from '../vocabulary';

/** What sessions may be joined from: the rooms, devices and apps of an institution. */
export function DevicesPage() {
  const { t, tv } = useText();
  const user = useUser();
  const isAllowed = hasRole(user, 'administrator', 'office');
  const { get, set } = useFilter();
  const [isAdding, setAdding] = useState(false);
  const [here, setHere] = useState(() => deviceId(user));
  const query = useDevices(
    { institutionId: get('institution'), kind: get('kind'), state: get('state'), q: get('q'), limit: 50 },
    isAllowed,
  );
  const devices = itemsOf(query);
  if (!isAllowed) return <NoSuchPage />;
  return (
    <div className="page administration">
      <header className="page-head">
        <h1>{t('devices.title')}</h1>
        <Button type="primary" className="push" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('devices.new')}
        </Button>
      </header>
      <section className="panel">
        <p className="muted small">{t('devices.about')}</p>
        <search className="filters">
          <Input.Search
            allowClear
            className="admin-search"
            aria-label={t('admin.search')}
            placeholder={t('admin.search')}
            defaultValue={get('q')}
            onSearch={(q) => set({ q: q.trim() })}
          />
          {!user.institutionId && (
            <InstitutionSelect
              allowClear
              label={t('admin.institution')}
              placeholder={t('admin.anyInstitution')}
              value={get('institution')}
              onChange={(institution) => set({ institution })}
            />
          )}
          <Select
            allowClear
            aria-label={t('devices.kind')}
            placeholder={t('devices.anyKind')}
            value={get('kind')}
            onChange={(kind?: string) => set({ kind })}
            options={deviceKinds.map((value) => ({ value, label: tv('deviceKind', value) }))}
          />
          <Select
            allowClear
            aria-label={t('accounts.state')}
            placeholder={t('accounts.anyState')}
            value={get('state')}
            onChange={(state?: string) => set({ state })}
            options={deviceStates.map((value) => ({ value, label: tv('deviceState', value) }))}
          />
        </search>
        <LoadState query={query} empty={devices.length === 0} emptyText={t('devices.none')}>
          <DeviceList devices={devices} keeps here={here} reload={query.refetch} onStand={() => setHere(deviceId(user))} />
          <MoreButton query={query} count={devices.length} />
        </LoadState>
      </section>
      {isAdding && <RegisterDeviceDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
