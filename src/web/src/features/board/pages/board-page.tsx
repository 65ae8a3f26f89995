import '../board.css';
import { FullscreenOutlined, NodeIndexOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { NumberButton } from '@/shared/ui/number-button';
import { type LiveBoard, useLiveBoard } from '../api/get-live-board';
import type { OpenFilter } from '../api/list-open-cases';
import { LastHour } from '../components/last-hour';
import { OpenCasesDrawer } from '../components/open-cases-drawer';
import { RiskList } from '../components/risk-list';
import { StageTable } from '../components/stage-table';
import { useBoardRings } from '../components/use-board-rings';
import { totalOf } from '../stages';

/** Tables and charts that do not move: fetched after what does. */
const ConsultationVolumes = lazy(() => import('../components/consultation-volumes'));

/** What is open, what is late and what just happened, as it happens. */
export function BoardPage() {
  const { t } = useText();
  const query = useLiveBoard();
  const { drill, open, close } = useDrill<OpenFilter>();
  useBoardRings();
  const board = query.data;
  return (
    <div className="page board">
      <header className="page-head">
        <h1>{t('board.title')}</h1>
        {board && <DataAge asOf={board.asOf} ageSeconds={board.ageSeconds} receivedAt={query.dataUpdatedAt} />}
        <Link to="/links" className="push">
          <Button icon={<NodeIndexOutlined />}>{t('menu.links')}</Button>
        </Link>
        <Link to="/board/wall">
          <Button icon={<FullscreenOutlined />}>{t('wall.open')}</Button>
        </Link>
      </header>
      <LoadState query={query} rows={12}>
        {board && (
          <>
            <Figures board={board} onOpen={open} />
            <div className="stage-tables">
              <StageTable category="referral" open={board.open.referrals} onOpen={open} />
              <StageTable category="consultation" open={board.open.consultations} onOpen={open} />
            </div>
            <div className="risks">
              <RiskList
                id="breached"
                title={t('board.breached')}
                rows={board.breached}
                total={board.breachedTotal ?? board.breached.length}
                emptyText={t('board.noBreach')}
                late
              />
              <RiskList
                id="at-risk"
                title={t('board.atRisk')}
                rows={board.atRisk}
                total={board.atRisk.length}
                emptyText={t('board.noRisk')}
              />
            </div>
            <LastHour counts={board.lastHour} />
          </>
        )}
      </LoadState>
      <Suspense fallback={<Skeleton active />}>
        <ConsultationVolumes />
      </Suspense>
      {drill && <OpenCasesDrawer filter={drill} onClose={close} />}
    </div>
  );
}

function Figures({ board, onOpen }: { readonly board: LiveBoard; readonly onOpen: (filter: OpenFilter) => void }) {
  const { t } = useText();
  const { referrals, consultations } = board.open;
  const emergencies = (referrals.byLane.emergency ?? 0) + (consultations.byLane.emergency ?? 0);
  const breached = board.breachedTotal ?? board.breached.length;
  const show = (id: string) => () => document.getElementById(id)?.focus();
  return (
    <div className="figures">
      <Figure label={t('board.open')} value={totalOf(referrals) + totalOf(consultations)} onClick={() => onOpen({})} />
      <Figure label={t('board.openReferrals')} value={totalOf(referrals)} onClick={() => onOpen({ category: 'referral' })} />
      <Figure label={t('board.openConsultations')} value={totalOf(consultations)} onClick={() => onOpen({ category: 'consultation' })} />
      <Figure
        label={t('board.emergency')}
        value={emergencies}
        tone={emergencies > 0 ? 'hot' : undefined}
        onClick={() => onOpen({ lane: 'emergency' })}
      />
      <Figure
        label={t('board.atRisk')}
        value={board.atRisk.length}
        tone={board.atRisk.length > 0 ? 'soon' : undefined}
        onClick={show('at-risk')}
      />
      <Figure label={t('board.breached')} value={breached} tone={breached > 0 ? 'hot' : undefined} onClick={show('breached')} />
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly tone?: 'hot' | 'soon';
  readonly onClick: () => void;
}

function Figure({ label, value, tone, onClick }: FigureProps) {
  return (
    <div className={`figure panel ${tone ?? ''}`}>
      <span className="muted">{label}</span>
      <b>
        <NumberButton text={formatCount(value)} label={label} empty={value === 0} onClick={onClick} />
      </b>
    </div>
  );
}
