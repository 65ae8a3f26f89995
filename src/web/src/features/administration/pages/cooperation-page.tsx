import '../phrases';
import '../administration.css';
import { Tabs } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { NoSuchPage } from '@/shared/ui/page-error';
import { AgreementList } from '../components/agreement-list';
import { AllianceList } from '../components/alliance-list';
import { useFilter } from '../components/use-filter';

/** Who may ask whom, and who stands together. */
export function CooperationPage() {
  const { t } = useText();
  const isAllowed = hasRole(useUser(), 'administrator');
  const { get, set } = useFilter();
  if (!isAllowed) return <NoSuchPage />;
  return (
    <div className="page administration">
      <header className="page-head">
        <h1>{t('agreements.cooperation')}</h1>
      </header>
      <section className="panel">
        <Tabs
          size="small"
          className="stage-tabs"
          activeKey={get('tab') ?? 'agreements'}
          onChange={(tab) => set({ tab })}
          items={[
            { key: 'agreements', label: t('agreements.title'), children: <AgreementList /> },
            { key: 'alliances', label: t('alliances.title'), children: <AllianceList /> },
          ]}
        />
      </section>
    </div>
  );
}
