import { Button, Result } from 'antd';
import { Link, useRouteError } from 'react-router';
import { useText } from '@/shared/i18n/i18n';

/** Shown when a page breaks. A page that cannot be loaded after an update is mended by loading everything again. */
export function PageError() {
  const { t } = useText();
  useRouteError();
  return (
    <Result
      status="error"
      title={t('error.crash')}
      subTitle={t('error.crashText')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('error.reload')}
        </Button>
      }
    />
  );
}

export function NoSuchPage() {
  const { t } = useText();
  return <Result status="404" title={t('error.noPage')} extra={<Link to="/">{t('error.home')}</Link>} />;
}
