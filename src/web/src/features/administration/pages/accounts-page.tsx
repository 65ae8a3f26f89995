import '../phrases';
import '../administration.css';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { NoSuchPage } from '@/shared/ui/page-error';
import { useAccounts } from '../api/accounts';
import { itemsOf } from '../api/send';
import { AccountDrawer } from '../components/account-drawer';
import { AccountList } from '../components/account-list';
import { InstitutionSelect } from '../components/institution-select';
import { MoreButton } from '../components/more-button';
import { NewAccountDrawer } from '../components/new-account-drawer';
import { useFilter } from '../components/use-filter';
import { roles } from '../roles';

/** Who may sign in, and as what. */
export function AccountsPage() {
  const { t, tv } = useText();
  const isAllowed = hasRole(useUser(), 'administrator');
  const { get, set } = useFilter();
  const query = useAccounts(
    { institutionId: get('institution'), role: get('role'), state: get('state'), q: get('q'), limit: 50 },
    isAllowed,
  );
  const accounts = itemsOf(query);
  const practitionerId = get('for');
  const [isAdding, setAdding] = useState(!!practitionerId);
  const opened = get('account');
  if (!isAllowed) return <NoSuchPage />;
  const closeNew = () => {
    setAdding(false);
    set({ for: undefined, at: undefined });
  };
  return (
    <div className="page administration">
      <header className="page-head">
        <h1>{t('accounts.title')}</h1>
        <Button type="primary" className="push" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('accounts.new')}
        </Button>
      </header>
      <section className="panel">
        <search className="filters">
          <Input.Search
            allowClear
            className="admin-search"
            aria-label={t('accounts.search')}
            placeholder={t('accounts.search')}
            defaultValue={get('q')}
            onSearch={(q) => set({ q: q.trim() })}
          />
          <InstitutionSelect
            allowClear
            label={t('admin.institution')}
            placeholder={t('admin.anyInstitution')}
            value={get('institution')}
            onChange={(institution) => set({ institution })}
          />
          <Select
            allowClear
            aria-label={t('accounts.roles')}
            placeholder={t('accounts.anyRole')}
            value={get('role')}
            onChange={(role?: string) => set({ role })}
            options={roles.map((value) => ({ value, label: tv('role', value) }))}
          />
          <Select
            allowClear
            aria-label={t('accounts.state')}
            placeholder={t('accounts.anyState')}
            value={get('state')}
            onChange={(state?: string) => set({ state })}
            options={['active', 'blocked'].map((value) => ({ value, label: tv('accountState', value) }))}
          />
        </search>
        <LoadState query={query} empty={accounts.length === 0} emptyText={t('accounts.none')}>
          <AccountList accounts={accounts} onOpen={({ id }) => set({ account: id })} />
          <MoreButton query={query} count={accounts.length} />
        </LoadState>
      </section>
      {isAdding && (
        <NewAccountDrawer start={practitionerId ? { practitionerId, institutionId: get('at') } : undefined} onClose={closeNew} />
      )}
      {opened && (
        <AccountDrawer
          key={opened}
          id={opened}
          known={accounts.find(({ id }) => id === opened)}
          onClose={() => set({ account: undefined })}
        />
      )}
    </div>
  );
}
