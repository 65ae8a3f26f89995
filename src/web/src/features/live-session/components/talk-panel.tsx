import { SendOutlined } from '@ant-design/icons';
import { App, Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatShort } from '@/shared/time/clinic-time';
import type { SessionEvent } from '../api/get-session';
import { useCallHost } from './call-host';
import { useRoom } from './room';

const longest = 2000;
const field = (event: SessionEvent, name: string) => (typeof event.data[name] === 'string' ? (event.data[name] as string) : '');

/** What people of both sides say to each other about the case, and who is here. */
export function TalkPanel() {
  const { t, language } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const { past, events, present, online, elsewhere, say } = useRoom();
  const { trouble } = useCallHost();
  const [text, setText] = useState('');
  const lines = useRef<HTMLUListElement>(null);
  const count = events.length;
  useEffect(() => {
    if (count > 0 && lines.current) lines.current.scrollTop = lines.current.scrollHeight;
  }, [count]);
  const send = async () => {
    const words = text.trim();
    if (!words) return;
    try {
      await say(words);
      setText('');
    } catch {
      // The text stays in the field.
      void message.error(t('talk.failed'));
    }
  };
  if (past.error instanceof ApiProblem && !past.error.isTransient) return <p className="muted">{t('talk.outside')}</p>;
  const mayWrite = online && !elsewhere && !trouble;
  const names = [...new Set(present.map(({ name }) => name))];
  const said = events.filter(({ type }) => type === 'said');
  return (
    <div className="talk">
      <div className="muted small" role="status">
        {elsewhere
          ? t('talk.elsewhere')
          : names.length > 1
            ? t('talk.present') + names.join(language === 'en' ? ', ' : '、')
            : t('talk.alone')}
      </div>
      <ul ref={lines} className="talk-lines" aria-live="polite">
        {said.length === 0 && <li className="muted">{t('talk.empty')}</li>}
        {said.map((event) => {
          const mine = field(event, 'by') === user.id || (!field(event, 'by') && field(event, 'name') === user.name);
          return (
            <li key={event.seq} className={mine ? 'mine' : ''}>
              <div className="muted small">
                {mine ? t('talk.me') : field(event, 'name')} {formatShort(event.at, new Date())}
              </div>
              <div className="bubble">{field(event, 'text')}</div>
            </li>
          );
        })}
      </ul>
      <div className="talk-input">
        <Input
          value={text}
          maxLength={longest}
          disabled={!mayWrite}
          placeholder={t('talk.placeholder')}
          aria-label={t('talk.placeholder')}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => !event.nativeEvent.isComposing && void send()}
        />
        <Button
          type="primary"
          icon={<SendOutlined />}
          disabled={!mayWrite || !text.trim()}
          aria-label={t('talk.send')}
          onClick={() => void send()}
        />
      </div>
    </div>
  );
}
