import { CheckCircleFilled } from '@ant-design/icons';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { LanguageSwitch } from '@/shared/ui/language-switch';
import type { Credentials } from '../api/sign-in';
import { DemoAccounts } from '../components/demo-accounts';
import { SignInForm } from '../components/sign-in-form';

export function SignInPage() {
  const { t } = useText();
  const [picked, setPicked] = useState<Credentials>();
  return (
    <div className="sign-in">
      <aside className="sign-in-about">
        <div className="brand">
          <img src="/favicon.svg" alt="" width={40} height={40} />
          <span>{t('app.name')}</span>
        </div>
        <p className="slogan">{t('app.slogan')}</p>
        <ul>
          {(['signIn.point1', 'signIn.point2', 'signIn.point3'] as const).map((key) => (
            <li key={key}>
              <CheckCircleFilled /> {t(key)}
            </li>
          ))}
        </ul>
      </aside>
      <main className="sign-in-main">
        <div className="sign-in-card">
          <div className="sign-in-head">
            <h1>{t('signIn.title')}</h1>
            <LanguageSwitch />
          </div>
          <SignInForm picked={picked} />
          <DemoAccounts onPick={setPicked} />
        </div>
      </main>
    </div>
  );
}
