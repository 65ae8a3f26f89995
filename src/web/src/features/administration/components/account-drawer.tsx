import { Button, Drawer, Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { type Account, useAccount, useAccountAction } from '../api/accounts';
import { needsOf } from '../roles';
import { temporaryPassword } from '../temporary-password';
import { AccountTags } from './account-list';
import { Facts } from './facts';
import { PasswordOnce } from './password-once';
import { RoleFields } from './role-fields';
import { StepDialog } from './step-dialog';
import { SureButton } from './sure-button';

interface Props {
  readonly id: string;
  /** As the list has it, until the account itself has come. */
  readonly known?: Account;
  readonly onClose: () => void;
}

export function AccountDrawer({ id, known, onClose }: Props) {
  const query = useAccount(id, known);
  const account = query.data;
  return (
    <Drawer open title={account ? `${account.name} ${account.account}` : ''} size={Math.min(520, window.innerWidth)} onClose={onClose}>
      <LoadState query={query}>{account && <OneAccount account={account} reload={query.refetch} />}</LoadState>
    </Drawer>
  );
}

function OneAccount({ account, reload }: { readonly account: Account; readonly reload: () => unknown }) {
  const { t, tv } = useText();
  const user = useUser();
  const { run } = useAccountAction(account);
  const [failure, setFailure] = useState<unknown>();
  const [open, setOpen] = useState<'block' | 'roles'>();
  const [password, setPassword] = useState<string>();
  const isOwn = user.account === account.account;
  const isBlocked = account.state === 'blocked';
  const reset = async () => {
    const fresh = temporaryPassword();
    await run('resetPassword', { password: fresh });
    setPassword(fresh);
  };
  const close = () => setOpen(undefined);
  const facts: [string, string | undefined][] = [
    [t('accounts.roles'), account.roles.map((role) => tv('role', role)).join('、')],
    [t('admin.institution'), account.institutionName ?? account.institutionId],
    [t('accounts.area'), account.areaCode],
    [t('accounts.record'), account.patientId],
    [t('accounts.lastSignIn'), account.lastSignInAt ? formatTime(account.lastSignInAt) : t('accounts.never')],
    [t('accounts.sessions'), t('accounts.sessionCount', { count: account.sessions })],
    [t('accounts.secondFactor'), account.secondFactor ? t('accounts.hasSecondFactor') : t('common.none')],
    [t('accounts.openedAt'), formatTime(account.openedAt)],
  ];
  return (
    <div className="admin-account">
      {!!failure && <ProblemAlert error={failure} reload={reload} onReloaded={() => setFailure(undefined)} />}
      {password && <PasswordOnce title={t('accounts.passwordReset')} account={account.account} password={password} />}
      <p className="admin-tags">
        <AccountTags account={account} />
        {isOwn && <Tag className="tag">{t('accounts.own')}</Tag>}
      </p>
      {account.blockedFor && (
        <p>
          {t('admin.reason')}: {account.blockedFor}
        </p>
      )}
      <Facts facts={facts} />
      <div className="admin-actions">
        <Button onClick={() => setOpen('roles')}>{t('accounts.changeRoles')}</Button>
        <SureButton label={t('accounts.resetPassword')} sure={t('accounts.resetSure')} onSend={reset} onFailure={setFailure} />
        {account.secondFactor && (
          <SureButton
            label={t('accounts.removeSecondFactor')}
            sure={t('accounts.removeSecondFactorSure')}
            onSend={() => run('removeSecondFactor')}
            onFailure={setFailure}
          />
        )}
        {account.sessions > 0 && (
          <SureButton
            label={t('accounts.endSessions')}
            sure={t('accounts.endSessionsSure')}
            onSend={() => run('endSessions')}
            onFailure={setFailure}
          />
        )}
        {isBlocked && (
          <SureButton
            primary
            label={t('accounts.unblock')}
            sure={t('accounts.unblockSure')}
            onSend={() => run('unblock')}
            onFailure={setFailure}
          />
        )}
        {!isBlocked && !isOwn && (
          <Button danger onClick={() => setOpen('block')}>
            {t('accounts.block')}
          </Button>
        )}
      </div>
      {open === 'block' && (
        <StepDialog<{ readonly reason: string }>
          title={t('accounts.blockNamed', { name: account.account })}
          okText={t('accounts.block')}
          danger
          reload={reload}
          onSend={({ reason }) => run('block', { reason: reason.trim() })}
          onClose={close}
        >
          <p>{t('accounts.blockText')}</p>
          <Form.Item name="reason" label={t('admin.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
            <Input maxLength={200} autoFocus />
          </Form.Item>
        </StepDialog>
      )}
      {open === 'roles' && (
        <StepDialog<{ readonly roles: string[]; readonly areaCode?: string }>
          title={t('accounts.changeRoles')}
          initial={{ roles: account.roles, areaCode: account.areaCode }}
          reload={reload}
          onSend={({ roles, areaCode }) => run('changeRoles', { roles, areaCode: needsOf(roles).area ? areaCode : undefined })}
          onClose={close}
        >
          <RoleFields />
        </StepDialog>
      )}
    </div>
  );
}
