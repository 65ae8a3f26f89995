import { HistoryOutlined, PrinterOutlined, StepForwardOutlined } from '@ant-design/icons';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState, problemText } from '@/shared/ui/load-state';
import type { Place } from '../api/shapes';
import { BedList } from '../components/bed-list';
import { HistoryDrawer } from '../components/history-drawer';
import {
  AddDialog,
  CancelDialog,
  FinishDialog,
  GiveBackDialog,
  LeaveOutDialog,
  RescheduleDialog,
  TakeDialog,
} from '../components/round-dialogs';
import { RoundTag } from '../components/round-tags';
import { RoundContext, useOpenRound, useRoundById } from '../components/use-open-round';
import { useRoundParts } from '../parts';
import '../phrases';
import '../rounds.css';

const dialogs = {
  take: TakeDialog,
  add: AddDialog,
  reschedule: RescheduleDialog,
  cancel: CancelDialog,
  giveBack: GiveBackDialog,
  finish: FinishDialog,
} as const;
type Asking = keyof typeof dialogs;

/** One round: its beds in order, and the case of the patient at whose bed it stands. */
export function RoundPage({ id }: { readonly id: string }) {
  const { query, open } = useRoundById(id);
  return (
    <LoadState query={query} rows={10}>
      {open && (
        <RoundContext value={open}>
          <OpenRoundPage />
        </RoundContext>
      )}
    </LoadState>
  );
}

function OpenRoundPage() {
  const { t } = useText();
  const { round, may, run, running } = useOpenRound();
  const { Case } = useRoundParts();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [leaving, setLeaving] = useState<Place>();
  // A look at another patient lasts until the round moves on.
  const [looked, setLooked] = useState<{ readonly caseId: string; readonly at: string | undefined }>();
  const own = looked && looked.at === round.present ? looked.caseId : undefined;
  const shown = own ?? round.present ?? round.places[0]?.caseId;
  const place = round.places.find(({ caseId }) => caseId === shown);
  const go = (caseId: string) => run('move', { caseId }).catch((error) => void message.error(problemText(error)));
  return (
    <div className="round">
      <RoundHead />
      <div className="round-columns">
        <aside className="panel">
          {round.places.length === 0 && <p className="muted">{t('round.nobody')}</p>}
          <BedList shown={shown} onShow={(caseId) => setLooked({ caseId, at: round.present })} onLeaveOut={setLeaving} />
        </aside>
        <div className="round-case">
          <div className="round-look buttons">
            {place && hasSheet(place) && (
              <Button
                size="small"
                icon={<PrinterOutlined />}
                onClick={() => void navigate(`/rounds/${encodeURIComponent(round.id)}/print/${encodeURIComponent(place.caseId)}`)}
              >
                {t('round.printOne')}
              </Button>
            )}
            {shown && shown !== round.present && may('move') && (
              <Button size="small" disabled={running} onClick={() => void go(shown)}>
                {t('round.goHere')}
              </Button>
            )}
          </div>
          {shown && <Case key={shown} id={shown} />}
        </div>
      </div>
      {leaving && <LeaveOutDialog place={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

/** Was seen, and may be read by this user. */
const hasSheet = ({ patient, visitedAt, noteAt }: Place) => !!patient && !!(visitedAt ?? noteAt);

function RoundHead() {
  const { t, tv } = useText();
  const { round, may, run, running } = useOpenRound();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>();
  const [telling, setTelling] = useState(false);
  const Dialog = asking && dialogs[asking];
  const here = round.places.filter(({ state }) => state !== 'leftOut');
  const who = round.specialist?.name ?? round.invited.practitionerName;
  const left = here.some(({ state }) => state === 'waiting');
  const step = (action: string) => run(action).catch((error) => void message.error(problemText(error)));
  const ask = (action: Asking, type: 'primary' | 'default' = 'default') =>
    may(action) && (
      <Button key={action} type={type} danger={action === 'cancel'} disabled={running} onClick={() => setAsking(action)}>
        {tv('roundAction', action)}
      </Button>
    );
  return (
    <header className="round-head panel">
      <h1>
        {tv('kind', 'wardRound')} <small className="muted">{round.number}</small>
      </h1>
      <RoundTag state={round.state} />
      <span>
        {formatTime(round.start)} – {formatTime(round.end).slice(11)}
      </span>
      <span>
        {round.inviting.institutionName} → {[round.invited.institutionName, round.invited.department].filter(Boolean).join(' · ')}
      </span>
      <span>{who ? t('round.specialist', { name: who }) : t('round.noSpecialist')}</span>
      <span className="muted">{t('round.progress', { done: here.filter(({ state }) => state === 'seen').length, all: here.length })}</span>
      <span className="push buttons">
        {may('next') && (
          <Button type="primary" icon={<StepForwardOutlined />} disabled={running || !left} onClick={() => void step('next')}>
            {left ? t('round.next') : t('round.noneLeft')}
          </Button>
        )}
        {ask('take', round.specialist ? 'default' : 'primary')}
        {may('start') && (
          <Button type={round.specialist ? 'primary' : 'default'} disabled={running} onClick={() => void step('start')}>
            {tv('roundAction', 'start')}
          </Button>
        )}
        {ask('add')}
        {ask('reschedule')}
        {ask('finish', left ? 'default' : 'primary')}
        {ask('giveBack')}
        {ask('cancel')}
        {round.places.some(hasSheet) && (
          <Button icon={<PrinterOutlined />} onClick={() => void navigate(`/rounds/${encodeURIComponent(round.id)}/print`)}>
            {t('round.print')}
          </Button>
        )}
        <Button icon={<HistoryOutlined />} onClick={() => setTelling(true)}>
          {t('round.history')}
        </Button>
      </span>
      {round.note && <p className="round-note muted">{t('round.note', { note: round.note })}</p>}
      {round.giveBackReason && <Alert type="warning" showIcon title={t('round.givenBack', { reason: round.giveBackReason })} />}
      {round.cancelReason && <Alert type="warning" showIcon title={t('round.cancelled', { reason: round.cancelReason })} />}
      {Dialog && <Dialog onClose={() => setAsking(undefined)} />}
      {telling && <HistoryDrawer onClose={() => setTelling(false)} />}
    </header>
  );
}
