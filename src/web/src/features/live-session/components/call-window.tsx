import { FullscreenExitOutlined, FullscreenOutlined, RollbackOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useLocation, useNavigate } from 'react-router';
import { casePath } from '@/shared/case/case-line';
import { type Key, useText } from '@/shared/i18n/i18n';
import { live } from '@/shared/live/live';
import type { Call, CallState } from '../call/call';
import { CallControls } from './call-controls';
import { CallTiles } from './call-tiles';

const levels: Record<CallState['level'], Key> = { video: 'call.levelVideo', audio: 'call.levelAudio', chat: 'call.levelChat' };

/** The element that covers the screen, if one does: what is outside it is not seen. */
function useTopElement(): Element | null {
  const [top, setTop] = useState(document.fullscreenElement);
  useEffect(() => {
    const changed = () => setTop(document.fullscreenElement);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  return top;
}

function useElapsed(since: number | undefined): string {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - (since ?? now)) / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

interface Props {
  readonly call: Call;
  readonly state: CallState;
  /** Small, because another page is open than the case's. */
  readonly aside: boolean;
}

/** The call as a window over the page that stays while images are read, the opinion is written and other pages are opened. */
export function CallWindow({ call, state, aside }: Props) {
  const { t, tv } = useText();
  const [enlarged, setEnlarged] = useState(false);
  const large = enlarged && !aside;
  const top = useTopElement();
  const elapsed = useElapsed(state.since);
  const section = useRef<HTMLElement>(null);
  const wasAside = useRef(aside);
  useEffect(() => {
    // The button that led back is gone with the small window; who came by keyboard goes on here.
    if (wasAside.current && !aside && document.activeElement === document.body) section.current?.focus();
    wasAside.current = aside;
  }, [aside]);
  const { kind, number } = call.place;
  const about = `${tv('kind', kind)} ${number}`;
  const body = (
    <section
      ref={section}
      tabIndex={-1}
      className={`call ${large ? 'large' : ''} ${aside ? 'aside' : ''}`}
      aria-label={`${t('call.title')} · ${about}`}
    >
      <header>
        <span className={`call-level ${state.level}`} title={t(levels[state.level])} />
        {aside ? (
          <span className="call-name" title={about}>
            {tv('kind', kind)}
            <small>
              <time>{elapsed}</time> {number}
            </small>
          </span>
        ) : (
          <>
            {t('call.title')} <time>{elapsed}</time>
          </>
        )}
        {aside ? (
          <BackToCase call={call} />
        ) : (
          <Button
            type="text"
            size="small"
            className="push"
            icon={large ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
            title={large ? t('call.smaller') : t('call.larger')}
            aria-label={large ? t('call.smaller') : t('call.larger')}
            onClick={() => setEnlarged(!large)}
          />
        )}
      </header>
      <span className="call-heard" role="status">
        {aside && t('call.aside', { about })}
      </span>
      {state.level !== 'video' && (
        <p className="call-told" role="status">
          {t(levels[state.level])}
        </p>
      )}
      <CallTiles state={state} />
      {state.others.length === 0 && <Waiting met={state.met} />}
      <CallControls call={call} state={state} aside={aside} />
    </section>
  );
  return top ? createPortal(body, top) : body;
}

function BackToCase({ call }: { readonly call: Call }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const back = () => void navigate(casePath('consultation', call.place.id), { state: { from: pathname + search } });
  return (
    <Button type="text" size="small" className="push" icon={<RollbackOutlined />} title={t('call.back')} onClick={back}>
      {t('call.back')}
    </Button>
  );
}

function Waiting({ met }: { readonly met: boolean }) {
  const { t } = useText();
  const { message } = App.useApp();
  const ring = () =>
    void live
      .invoke('Call')
      .then(() => message.success(t('call.rang')))
      .catch(() => message.error(t('call.notRung')));
  return (
    <p className="call-told" role="status">
      {met ? t('call.away') : t('call.waiting')}{' '}
      <Button size="small" type="link" onClick={ring}>
        {t('call.ringAgain')}
      </Button>
    </p>
  );
}
