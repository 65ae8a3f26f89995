import '../phrases';
import '../recognition.css';
import { Card } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatDay, formatTime } from '@/shared/time/clinic-time';
import { useLooks, useMine } from '../api/findings';
import { yuan } from '../money';

const looksShown = 5;

/** What a resident did not have to pay for twice, and who looked at their results. */
export function OwnRecognition() {
  const { t, tv } = useText();
  const user = useUser();
  const query = useMine();
  const seen = useLooks(user.patientId).data ?? [];
  const [all, setAll] = useState(false);
  const mine = query.data;
  if (!mine || (mine.items.length === 0 && seen.length === 0)) return null;
  const looks = all ? seen : seen.slice(0, looksShown);
  return (
    <div className="page own">
      <header className="page-head">
        <h1>{t('ownRecognition.title')}</h1>
      </header>
      {mine.items.length > 0 && (
        <Card size="small" className="own-case">
          {mine.savedTotal > 0 && (
            <p className="own-saved">
              {t('ownRecognition.saved')} <b>{yuan(mine.savedTotal)}</b>
            </p>
          )}
          <ul className="own-lines">
            {mine.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same item may be recognised twice in one minute
              <li key={`${item.at}-${index}`}>
                <span className="line">
                  <b>{item.itemName}</b>
                  <span>{tv('ownDecision', item.decision)}</span>
                  {!!item.saved && <span className="saved">{t('ownRecognition.savedOne', { fee: yuan(item.saved) })}</span>}
                  <span className="muted push">{formatDay(item.at)}</span>
                </span>
                <span className="muted">{t('ownRecognition.from', { from: item.from, to: item.to })}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {seen.length > 0 && (
        <Card size="small" className="own-case" title={t('ownRecognition.looks')}>
          <ul className="own-lines">
            {looks.map((look, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same result may be opened twice in one minute
              <li key={`${look.at}-${index}`}>
                <span className="line">
                  <span>{look.institutionName}</span>
                  <span>{look.name}</span>
                  <span className="muted">{tv('looked', look.what)}</span>
                  <span className="muted push">{formatTime(look.at)}</span>
                </span>
              </li>
            ))}
          </ul>
          {!all && seen.length > looksShown && (
            <button type="button" className="link" onClick={() => setAll(true)}>
              {t('ownRecognition.allLooks', { count: seen.length })}
            </button>
          )}
        </Card>
      )}
    </div>
  );
}
