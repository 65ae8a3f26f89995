import '../wall.css';
import { CloseOutlined, FullscreenOutlined, LeftOutlined, PauseOutlined, PlayCircleOutlined, RightOutlined } from '@ant-design/icons';
import { Spin } from 'antd';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { DataAge } from '@/shared/ui/data-age';
import { problemText } from '@/shared/ui/load-state';
import { useLiveBoard } from '../api/get-live-board';
import { useBoardRings } from '../components/use-board-rings';
import { ClocksPanel } from '../wall/clocks-panel';
import { OverviewPanel } from '../wall/overview-panel';
import { useRotation } from '../wall/use-rotation';
import { toggleFullscreen, useScreen } from '../wall/use-screen';
import type { WallPanel } from '../wall/wall-panel';

/**
 * The board for a big screen that nobody operates: dark, large, one panel after the other. It holds no name of a patient.
 * @param more panels of other features, shown after the board's own
 */
export function WallPage({ more }: { readonly more: readonly WallPanel[] }) {
  const { t } = useText();
  const user = useUser();
  const query = useLiveBoard();
  const now = useNow(1_000);
  const navigate = useNavigate();
  useBoardRings();
  useScreen();
  const board = query.data;
  const panels: readonly WallPanel[] = [
    { key: 'overview', title: t('wall.overview'), content: board && <OverviewPanel board={board} /> },
    { key: 'clocks', title: t('wall.clocks'), content: board && <ClocksPanel board={board} /> },
    ...more,
  ];
  const { at, paused, turn, toggle } = useRotation(panels.length);
  const leave = () => void navigate('/board');
  useKeys({ ArrowRight: () => turn(1), ArrowLeft: () => turn(-1), ' ': toggle, f: toggleFullscreen, Escape: leave });
  const panel = panels[at];
  return (
    <section className="wall" aria-label={t('wall.open')}>
      <header>
        <h1>{t('app.name')}</h1>
        <span>{user.institutionName ?? user.name}</span>
        <span className="push">
          {board && <DataAge asOf={board.asOf} ageSeconds={board.ageSeconds} receivedAt={query.dataUpdatedAt} />}
        </span>
        <time>{formatTime(now.toISOString())}</time>
      </header>
      <div key={panel?.key} className="wall-main">
        <h2>{panel?.title}</h2>
        {panel?.content ?? (query.error ? <p className="wall-none">{problemText(query.error)}</p> : <Spin size="large" />)}
      </div>
      <footer>
        <Tool label={t('wall.back')} icon={<LeftOutlined />} onClick={() => turn(-1)} />
        <ol aria-hidden="true">
          {panels.map(({ key }, index) => (
            <li key={key} className={index === at ? 'on' : ''} />
          ))}
        </ol>
        <Tool label={t('wall.next')} icon={<RightOutlined />} onClick={() => turn(1)} />
        <Tool label={t(paused ? 'wall.go' : 'wall.pause')} icon={paused ? <PlayCircleOutlined /> : <PauseOutlined />} onClick={toggle} />
        <Tool label={t('wall.full')} icon={<FullscreenOutlined />} onClick={toggleFullscreen} />
        <Tool label={t('wall.leave')} icon={<CloseOutlined />} onClick={leave} />
        <span className="wall-keys">{t('wall.keys')}</span>
      </footer>
    </section>
  );
}

function Tool({ label, icon, onClick }: { readonly label: string; readonly icon: ReactNode; readonly onClick: () => void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </button>
  );
}

/** Keys work wherever the focus is: a wall may have a remote control and nothing else. */
function useKeys(keys: Readonly<Record<string, () => void>>) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = keys[event.key];
    const onButton = event.key === ' ' && event.target instanceof HTMLButtonElement;
    if (!action || onButton || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
