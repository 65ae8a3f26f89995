import { Button, Card } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useReferral } from '../api/get-referral';
import { useReferrals } from '../api/list-referrals';
import type { Row } from '../api/shapes';
import { isOpenTask } from '../desk';
import { ownPhrase, placeText } from '../status';

/** A resident's own referrals, in plain words. */
export function OwnReferrals() {
  const { t } = useText();
  const list = useReferrals({ box: 'mine' });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isSuccess && rows.length === 0) return null;
  return (
    <div className="page own">
      <header className="page-head">
        <h1>{t('ownReferral.title')}</h1>
      </header>
      <LoadState query={list}>
        {rows.map((row) => (
          <OwnReferral key={row.id} row={row} />
        ))}
        {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{t('common.more')}</Button>}
      </LoadState>
    </div>
  );
}

function OwnReferral({ row }: { readonly row: Row }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const values = { from: row.from.name, to: [row.to.name, row.to.department].filter(Boolean).join(' ') };
  const place = row.reservation ? placeText(row.reservation) : '';
  return (
    <Card
      size="small"
      className="own-case"
      title={t(row.direction === 'down' ? 'ownReferral.askedDown' : 'ownReferral.asked', values)}
      extra={<span className="muted">{formatDay(row.createdAt)}</span>}
    >
      <p>{t(ownPhrase(row), { ...values, place })}</p>
      <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
        {t('ownReferral.details')}
      </Button>
      {open && <OwnDetails id={row.id} />}
    </Card>
  );
}

/** What the patient was told to do, without what only doctors need. */
function OwnDetails({ id }: { readonly id: string }) {
  const { t } = useText();
  const query = useReferral(id);
  const { plan, discharge, reservation, to } = query.data ?? {};
  const open = plan?.followUps.filter(isOpenTask) ?? [];
  const todo = [plan?.medication, plan?.rehabilitation, !plan && discharge?.plan].filter((part): part is string => !!part);
  return (
    <LoadState query={query} rows={2}>
      <div className="own-opinion">
        {reservation && (
          <p>
            {to?.institutionName} {placeText(reservation)}
          </p>
        )}
        {todo.length > 0 && (
          <>
            <b>{t('ownReferral.plan')}</b>
            {todo.map((part) => (
              <p key={part} className="prose">
                {part}
              </p>
            ))}
          </>
        )}
        {plan?.warningSigns && (
          <>
            <b className="late">{t('ownReferral.warning')}</b>
            <p className="prose">{plan.warningSigns}</p>
          </>
        )}
        {open.length > 0 && (
          <>
            <b>{t('ownReferral.followUps')}</b>
            <ul>
              {open.map(({ id: task, dueOn, what }) => (
                <li key={task}>
                  {dueOn} {what}
                </li>
              ))}
            </ul>
          </>
        )}
        {!reservation && todo.length === 0 && !plan && <p className="muted">{t('ownReferral.nothingYet')}</p>}
      </div>
    </LoadState>
  );
}
