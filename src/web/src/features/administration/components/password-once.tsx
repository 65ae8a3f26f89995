import { CopyOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { useText } from '@/shared/i18n/i18n';

interface Props {
  readonly title: string;
  readonly account: string;
  readonly password: string;
}

/** A temporary password, for as long as the administrator looks at it. */
export function PasswordOnce({ title, account, password }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const field = useRef<InputRef>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(password);
      void message.success(t('accounts.copied'));
    } catch {
      // Without TLS a browser has no clipboard for pages.
      field.current?.select();
      void message.info(t('accounts.copyByHand'));
    }
  };
  return (
    <section className="password-once" aria-label={t('accounts.temporaryPassword')}>
      <Alert type="success" showIcon title={`${title}：${account}`} description={t('accounts.onceText')} />
      <div className="password-line">
        <Input ref={field} readOnly value={password} aria-label={t('accounts.temporaryPassword')} />
        <Button type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('accounts.copy')}
        </Button>
      </div>
    </section>
  );
}
