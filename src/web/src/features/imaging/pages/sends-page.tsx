import '../sends-phrases';
import '../sends.css';
import { SendOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';
import { arrivalsKey, sendsKey } from '../api/sends';
import { ArrivalTable } from '../components/arrival-table';
import { LinkTable } from '../components/link-table';
import { NewSendDialog } from '../components/new-send-dialog';
import { SendTable } from '../components/send-table';

/** What images go out, what comes in, and how the lines are. */
export function SendsPage() {
  const { t } = useText();
  const { institutionId } = useUser();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  useTopic(institutionId && `inbox:${institutionId}`, ({ type }) => {
    if (type === 'imagingSends') void client.invalidateQueries({ queryKey: sendsKey, exact: true });
    if (type === 'imagingArrivals') void client.invalidateQueries({ queryKey: arrivalsKey });
  });
  const add = (
    <Button type="primary" icon={<SendOutlined />} onClick={() => setAdding(true)}>
      {t('sends.new')}
    </Button>
  );
  return (
    <div className="page sends">
      <header className="page-head">
        <h1>{t('sends.title')}</h1>
        <span className="push">{add}</span>
      </header>
      <section className="panel">
        <Tabs
          size="small"
          items={[
            { key: 'sends', label: t('sends.out'), children: <SendTable action={add} /> },
            { key: 'arrivals', label: t('sends.in'), children: <ArrivalTable /> },
            { key: 'links', label: t('sends.links'), children: <LinkTable /> },
          ]}
        />
      </section>
      {adding && <NewSendDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
