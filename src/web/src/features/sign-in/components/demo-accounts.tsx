import { Button, Divider } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useDemoAccounts } from '../api/get-demo-accounts';
import type { Credentials } from '../api/sign-in';

/** Published with the demo region; never seeded outside demo mode. */
const demoPassword = 'telemed-demo';

export function DemoAccounts({ onPick }: { readonly onPick: (credentials: Credentials) => void }) {
  const { t } = useText();
  const accounts = useDemoAccounts();
  if (!accounts.data?.length) return null;
  return (
    <section aria-label={t('signIn.demo')}>
      <Divider plain>{t('signIn.demo')}</Divider>
      <div className="demo-accounts">
        {accounts.data.map(({ account, who }) => (
          <Button key={account} size="small" onClick={() => onPick({ account, password: demoPassword })}>
            <b>{account}</b>
            <span>{who}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}
