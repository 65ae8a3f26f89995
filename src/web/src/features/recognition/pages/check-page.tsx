import '../phrases';
import '../recognition.css';
import { useQueryClient } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useEffect, useEffectEvent, useRef } from 'react';
import { HistoryLine } from '@/shared/case/history';
import { PatientBanner } from '@/shared/case/patient-banner';
import { useText } from '@/shared/i18n/i18n';
import { useTopic } from '@/shared/live/use-live';
import { hasRole, useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { checksKey, useCheck, useCheckHistory } from '../api/checks';
import type { Check } from '../api/shapes';
import { DeskContext } from '../components/desk-context';
import { OrderRow } from '../components/order-row';
import { PriorPane } from '../components/prior-pane';
import { useParts } from '../parts';
import { useSteps } from '../use-steps';

const marking: Readonly<Record<string, string>> = {
  accepted: 'green',
  declined: 'orange',
  revoked: 'red',
  repeated: 'red',
  opened: 'gray',
};

interface Props {
  readonly id: string;
  /** An earlier result that is to be opened beside the question, where a hospital's system led here. */
  readonly resultId?: string;
}

/** One check as it stands: what was asked, what was found, what was decided, and everything that happened to it. */
export function CheckPage({ id, resultId }: Props) {
  const query = useCheck(id);
  return (
    <LoadState query={query} rows={8}>
      {query.data && <CheckView check={query.data} resultId={resultId} />}
    </LoadState>
  );
}

function CheckView({ check, resultId }: { readonly check: Check; readonly resultId?: string }) {
  const { t, tv } = useText();
  const user = useUser();
  const client = useQueryClient();
  const { usePatient } = useParts();
  const patient = usePatient(check.patientId || undefined).data;
  const history = useCheckHistory(check.id);
  const update = (next: Check) => {
    client.setQueryData([...checksKey, 'one', check.id], next);
    void history.refetch();
  };
  useTopic(`case:${check.id}`, () => void client.invalidateQueries({ queryKey: [...checksKey, 'one', check.id] }));
  const own = hasRole(user, 'physician') && (!check.institutionId || check.institutionId === user.institutionId);
  const { desk, close } = useSteps(own && check.state !== 'closed', () => check, update);
  const today = check.diagnoses.map(({ text, code }) => [text, code].filter(Boolean).join(' ')).join('；');
  const { viewed } = desk;
  const openFirst = useEffectEvent(() => {
    for (const item of check.items)
      for (const candidate of item.candidates) if (candidate.resultId === resultId) desk.view(item.code, candidate);
  });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    openFirst();
  }, []);
  return (
    <DeskContext value={desk}>
      {patient && <PatientBanner patient={patient} />}
      <div className="page order">
        <header className="page-head">
          <h1>
            {t('check.title')} <small className="muted">{check.number}</small>
          </h1>
          <Tag className="tag">{tv('checkState', check.state)}</Tag>
          <span className="muted">
            {[check.institutionName, check.department, formatTime(check.createdAt), today].filter(Boolean).join(' · ')}
          </span>
        </header>
        <div className={viewed ? 'order-split' : ''}>
          <div className="order-side">
            <ul className="panel order-rows" aria-label={t('order.items')}>
              {check.items.map((item) => (
                <OrderRow key={item.code} code={item.code} name={item.name || item.code} check={check} item={item} folded={check.quiet} />
              ))}
            </ul>
            <section className="panel">
              <h2>{t('check.history')}</h2>
              <LoadState query={history} rows={3}>
                <HistoryLine entries={history.data?.items ?? []} marking={marking} />
              </LoadState>
            </section>
          </div>
          {viewed && (
            <PriorPane
              viewed={viewed}
              item={check.items.find(({ code }) => code === viewed.code)}
              patient={patient ?? { name: '' }}
              today={today}
              onClose={close}
            />
          )}
        </div>
      </div>
    </DeskContext>
  );
}
