import '../routing-phrases';
import '../sends.css';
import '../routing.css';
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { NoSuchPage } from '@/shared/ui/page-error';
import { useAllDestinations } from '../api/routing';
import { DestinationDialog } from '../components/destination-dialog';
import { DestinationList } from '../components/destination-list';
import { RoutingRules } from '../components/routing-rules';

/** Where images of an institution go by themselves, and where images for it are taken. */
export function RoutingPage() {
  const { t } = useText();
  const user = useUser();
  const known = useAllDestinations();
  const [adding, setAdding] = useState<'destination' | 'rule'>();
  if (!hasRole(user, 'office', 'administrator')) return <NoSuchPage />;
  const hasRules = hasRole(user, 'office') && !!user.institutionId;
  const add = (what: 'destination' | 'rule') => (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(what)}>
      {t(what === 'rule' ? 'routing.addRule' : 'routing.addDestination')}
    </Button>
  );
  return (
    <div className="page routing">
      <header className="page-head">
        <h1>{t('routing.title')}</h1>
      </header>
      <section className="panel" aria-label={t('routing.destinations')}>
        <header>
          <h2>{t('routing.destinations')}</h2>
          {add('destination')}
        </header>
        <DestinationList />
      </section>
      {hasRules && (
        <section className="panel" aria-label={t('routing.rules')}>
          <header>
            <h2>{t('routing.rules')}</h2>
            <span className="muted small">{t('routing.rulesHint')}</span>
            {add('rule')}
          </header>
          <RoutingRules isAdding={adding === 'rule'} onAdded={() => setAdding(undefined)} />
        </section>
      )}
      {adding === 'destination' && <DestinationDialog known={known.data?.items ?? []} onClose={() => setAdding(undefined)} />}
    </div>
  );
}
