import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { sexAndAge } from '@/shared/ui/person-text';
import { ClockText } from '@/shared/ui/tags';
import { useReferrals, useToReceive } from '../api/list-referrals';
import type { Row } from '../api/shapes';
import { DeskNav } from '../components/desk-nav';
import { DueText } from '../components/follow-up-list';
import { RowAction } from '../components/row-action';
import { dueOf, followUpGroups, groupFollowUps } from '../desk';

type Dialog = { readonly id: string; readonly action: string; readonly start?: Readonly<Record<string, unknown>> };

/** Patients who came back down, by the day they are due: the family doctor's list. */
export function FollowUpsPage() {
  const { t } = useText();
  const now = useNow(60_000);
  const [dialog, setDialog] = useState<Dialog>();
  const list = useReferrals({ box: 'followUp' });
  const toReceive = useToReceive();
  const rows = [toReceive, list].flatMap((each) => each.data?.pages.flatMap((page) => page.items) ?? []);
  const groups = groupFollowUps(rows, now);
  const shown = followUpGroups.filter((group) => (groups.get(group)?.length ?? 0) > 0);
  return (
    <div className="page">
      <DeskNav />
      <p className="muted intro">{t('followUps.intro')}</p>
      <LoadState query={list} empty={rows.length === 0} emptyText={t('followUps.none')}>
        {shown.map((group) => (
          <section key={group} className="panel" aria-label={t(`followUps.${group}`)}>
            <h2>
              {t(`followUps.${group}`)}{' '}
              <span className={`count ${group === 'overdue' || group === 'receive' ? 'count-hot' : ''}`}>{groups.get(group)?.length}</span>
            </h2>
            <ul className="desk-rows">
              {groups.get(group)?.map((row) => (
                <li key={row.id}>
                  <PatientRow row={row} toReceive={group === 'receive'} now={now} onDialog={setDialog} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{t('common.more')}</Button>}
      </LoadState>
      {dialog && <RowAction key={dialog.id + dialog.action} {...dialog} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

interface RowProps {
  readonly row: Row;
  readonly toReceive: boolean;
  readonly now: Date;
  readonly onDialog: (dialog: Dialog) => void;
}

function PatientRow({ row, toReceive, now, onDialog }: RowProps) {
  const { t } = useText();
  const due = dueOf(row);
  return (
    <>
      <span className="line">
        <Link to={`/referrals/${encodeURIComponent(row.id)}`} state={{ from: '/referral-desk/follow-ups' }}>
          <b>{row.patient?.name ?? row.number}</b>
        </Link>
        <span className="muted">{row.patient && sexAndAge(row.patient)}</span>
        <span className="muted">{row.patient?.maskedIdNumber}</span>
      </span>
      <span className="where">
        {row.reason?.text}
        <span className="muted"> · {row.from.name}</span>
      </span>
      <span className="when">
        {toReceive ? (
          row.clock && <ClockText clock={row.clock} now={now} />
        ) : (
          <>
            {due} {due && <DueText task={{ dueOn: due }} />}
          </>
        )}
      </span>
      <span className="do">
        {toReceive ? (
          <Button type="primary" onClick={() => onDialog({ id: row.id, action: 'receive' })}>
            {t('referralAction.receive')}
          </Button>
        ) : (
          <>
            <Button type="primary" onClick={() => onDialog({ id: row.id, action: 'followUp' })}>
              {t('followUps.record')}
            </Button>
            <Button type="text" onClick={() => onDialog({ id: row.id, action: 'followUp', start: { waive: true } })}>
              {t('followUps.waive')}
            </Button>
          </>
        )}
      </span>
    </>
  );
}
