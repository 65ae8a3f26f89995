import { Button, Modal, Result, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { SignInForm } from '@/features/sign-in/components/sign-in-form';
import { PasswordPage } from '@/features/sign-in/pages/password-page';
import { SignInPage } from '@/features/sign-in/pages/sign-in-page';
import { whenPasswordRequired, whenUnauthorized } from '@/shared/api/http';
import { useText } from '@/shared/i18n/i18n';
import { type User, UserContext, useSession } from '@/shared/session/session';
import { problemText } from '@/shared/ui/load-state';
import { Shell } from './shell';
import { useSignOut } from './use-sign-out';

/** Signed out: the sign-in page. Temporary password: its change. Signed in: the shell. Expired: a dialog over the shell, so that nothing typed is lost. */
export function Door() {
  const { t } = useText();
  const session = useSession();
  const { refetch } = session;
  useEffect(() => whenPasswordRequired(() => void refetch()), [refetch]);
  if (session.isPending) return <Spin fullscreen />;
  if (session.data === undefined)
    return (
      <Result
        status="warning"
        title={t('error.title')}
        subTitle={problemText(session.error)}
        extra={<Button onClick={() => void session.refetch()}>{t('error.retry')}</Button>}
      />
    );
  if (!session.data) return <SignInPage />;
  if (session.data.mustChangePassword) return <FirstPassword user={session.data} />;
  return (
    <UserContext value={session.data}>
      {/* Another user must not meet what the one before had on screen. */}
      <Shell key={session.data.id} />
      <ExpiredDialog user={session.data} />
    </UserContext>
  );
}

function FirstPassword({ user }: { readonly user: User }) {
  const signOut = useSignOut(user.id);
  return <PasswordPage user={user} onSignOut={() => void signOut()} />;
}

function ExpiredDialog({ user }: { readonly user: User }) {
  const { t } = useText();
  const session = useSession();
  const [expiredAt, setExpiredAt] = useState<number>();
  useEffect(() => whenUnauthorized(() => setExpiredAt(Date.now())), []);
  const open = expiredAt !== undefined && session.dataUpdatedAt < expiredAt;
  return (
    <Modal open={open} title={t('signIn.again')} footer={null} closable={false} keyboard={false} destroyOnHidden>
      <p>{t('signIn.againText')}</p>
      <SignInForm account={user.account} />
    </Modal>
  );
}
