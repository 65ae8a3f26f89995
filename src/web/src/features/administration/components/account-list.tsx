import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import type { Account } from '../api/accounts';

interface Props {
  readonly accounts: readonly Account[];
  readonly onOpen: (account: Account) => void;
}

export function AccountList({ accounts, onOpen }: Props) {
  const { t, tv } = useText();
  return (
    <ul className="admin-rows accounts">
      {accounts.map((account) => (
        <li key={account.id} className={account.state === 'blocked' ? 'off' : ''}>
          <button
            type="button"
            className="admin-open"
            aria-label={t('accounts.manage', { name: account.account })}
            onClick={() => onOpen(account)}
          >
            <b>{account.name}</b> <span className="muted">{account.account}</span>
          </button>
          <span>{account.roles.map((role) => tv('role', role)).join('、')}</span>
          <span className="muted">{account.institutionName ?? account.areaCode ?? ''}</span>
          <span className="muted small">
            {t('accounts.lastSignIn')} {account.lastSignInAt ? formatTime(account.lastSignInAt) : t('accounts.never')}
          </span>
          <span className="admin-tags">
            <AccountTags account={account} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function AccountTags({ account }: { readonly account: Account }) {
  const { t, tv } = useText();
  return (
    <>
      <Tag className="tag" color={account.state === 'blocked' ? 'red' : 'success'}>
        {tv('accountState', account.state)}
      </Tag>
      {account.mustChangePassword && (
        <Tag className="tag" color="gold">
          {t('accounts.mustChange')}
        </Tag>
      )}
      {account.secondFactor && <Tag className="tag">{t('accounts.secondFactor')}</Tag>}
    </>
  );
}
