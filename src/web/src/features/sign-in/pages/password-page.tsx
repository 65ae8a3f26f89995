import { Button } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { User } from '@/shared/session/session';
import { LanguageSwitch } from '@/shared/ui/language-switch';
import { PasswordForm } from '../components/password-form';

interface Props {
  readonly user: User;
  readonly onSignOut: () => void;
}

/** Whoever came in with a temporary password meets nothing else. */
export function PasswordPage({ user, onSignOut }: Props) {
  const { t } = useText();
  return (
    <main className="sign-in-main password-page">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <h1>{t('password.mustChange')}</h1>
          <LanguageSwitch />
        </div>
        <p>
          <b>{user.name}</b> {user.account !== user.name && user.account}
        </p>
        <p className="muted">{t('password.mustChangeText')}</p>
        <PasswordForm account={user.account} beside={<Button onClick={onSignOut}>{t('user.signOut')}</Button>} />
      </div>
    </main>
  );
}
