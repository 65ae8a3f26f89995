import { App, Button, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { saveDraft } from '@/shared/drafts/draft';
import { dropWaiting, type Waiting, waitingOf } from '@/shared/drafts/outbox';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { type RequestForm, requestDraft } from '../request-form';

/** Requests that were sent without a line, and those the server would not take. */
export function OutboxList() {
  const { t } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  useEffect(() => {
    const read = () => void waitingOf(user.id).then(setWaiting, () => {});
    read();
    window.addEventListener('telemed:outbox', read);
    return () => window.removeEventListener('telemed:outbox', read);
  }, [user.id]);
  if (waiting.length === 0) return null;
  const drop = async (item: Waiting) => {
    await dropWaiting(item.key);
    setWaiting((items) => items.filter(({ key }) => key !== item.key));
  };
  const edit = async (item: Waiting) => {
    await saveDraft(requestDraft(user.id), item.form as RequestForm, new Date());
    await drop(item);
    void navigate('/new');
    void message.info(t('request.restored'));
  };
  return (
    <section className="panel outbox" aria-label={t('outbox.title')}>
      <h2>{t('outbox.title')}</h2>
      <ul>
        {waiting.map((item) => (
          <li key={item.key}>
            <span>{formatTime(item.createdAt)}</span>
            {item.refused ? (
              <Tag color="red">{t('outbox.refused', { text: item.refused })}</Tag>
            ) : (
              <Tag color="gold">{t('draft.waiting', { count: 1 })}</Tag>
            )}
            <Button size="small" onClick={() => void edit(item)}>
              {t('outbox.edit')}
            </Button>
            <Button size="small" danger onClick={() => void drop(item)}>
              {t('outbox.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
