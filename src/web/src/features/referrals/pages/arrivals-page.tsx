import { CheckOutlined, SearchOutlined } from '@ant-design/icons';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { StableKey } from '@/shared/api/stable-key';
import { useText } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/time/use-now';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { sexAndAge } from '@/shared/ui/person-text';
import { ClockText, UrgencyTag } from '@/shared/ui/tags';
import { useReferrals } from '../api/list-referrals';
import { useRunAction } from '../api/run-action';
import type { Row } from '../api/shapes';
import { DeskNav } from '../components/desk-nav';
import { RowAction } from '../components/row-action';
import { type ArrivalGroup, arrivalGroups, groupArrivals } from '../desk';
import { placeText } from '../status';

const matches = (row: Row, typed: string) =>
  !typed || row.patient?.name.includes(typed) || row.number.toLowerCase().includes(typed.toLowerCase());

/** The front desk of the receiving side: who is expected, who is on the way, and one click when somebody stands there. */
export function ArrivalsPage() {
  const { t } = useText();
  const now = useNow();
  const [typed, setTyped] = useState('');
  const [dialog, setDialog] = useState<{ id: string; action: string }>();
  const accepted = useReferrals({ box: 'incoming', stage: 'accepted' });
  const moving = useReferrals({ box: 'incoming', stage: 'moving' });
  const rows = [moving, accepted].flatMap((list) => list.data?.pages.flatMap((page) => page.items) ?? []);
  const groups = groupArrivals(
    rows.filter((row) => matches(row, typed.trim())),
    now,
  );
  const more = [accepted, moving].find((list) => list.hasNextPage);
  const shown = arrivalGroups.filter((group) => (groups.get(group)?.length ?? 0) > 0);
  return (
    <div className="page arrivals">
      <DeskNav />
      <div className="filters">
        <Input
          allowClear
          autoFocus
          value={typed}
          prefix={<SearchOutlined />}
          placeholder={t('referralList.search')}
          aria-label={t('referralList.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="muted">{t('arrivals.intro')}</span>
      </div>
      <LoadState query={moving.data ? accepted : moving} empty={shown.length === 0} emptyText={t('arrivals.none')}>
        {shown.map((group) => (
          <Group key={group} group={group} rows={groups.get(group) ?? []} now={now} onDialog={(id, action) => setDialog({ id, action })} />
        ))}
        {more && <Button onClick={() => void more.fetchNextPage()}>{t('common.more')}</Button>}
      </LoadState>
      {dialog && <RowAction key={dialog.id + dialog.action} {...dialog} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

interface GroupProps {
  readonly group: ArrivalGroup;
  readonly rows: readonly Row[];
  readonly now: Date;
  readonly onDialog: (id: string, action: string) => void;
}

function Group({ group, rows, now, onDialog }: GroupProps) {
  const { t } = useText();
  return (
    <section className="panel" aria-label={t(`arrivals.${group}`)}>
      <h2>
        {t(`arrivals.${group}`)} <span className={`count ${group === 'overdue' ? 'count-hot' : ''}`}>{rows.length}</span>
      </h2>
      <ul className="desk-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <ExpectedRow row={row} now={now} onDialog={onDialog} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExpectedRow({ row, now, onDialog }: { readonly row: Row; readonly now: Date; readonly onDialog: GroupProps['onDialog'] }) {
  const { t } = useText();
  const { message } = App.useApp();
  const run = useRunAction();
  const [keys] = useState(() => new StableKey());
  const arrive = async () => {
    try {
      await run.mutateAsync({
        id: row.id,
        action: 'arrive',
        body: {},
        version: row.version,
        idempotencyKey: keys.for('arrive', row.version),
      });
      void message.success(t('arrivals.done', { name: row.patient?.name ?? row.number }));
    } catch (error) {
      void message.error(problemText(error));
    }
  };
  const here = row.state === 'arrived';
  const down = row.direction === 'down';
  return (
    <>
      <span className="line">
        <UrgencyTag urgency={row.lane} category="referral" />
        <Link to={`/referrals/${encodeURIComponent(row.id)}`} state={{ from: '/referral-desk/arrivals' }}>
          <b>{row.patient?.name ?? row.number}</b>
        </Link>
        <span className="muted">{row.patient && sexAndAge(row.patient)}</span>
        <span className="muted">{row.patient?.maskedIdNumber}</span>
      </span>
      <span className="where ellipsis" title={row.reason?.text}>
        {row.from.name} → {row.to.department}
        {row.reason?.text && <span className="muted"> · {row.reason.text}</span>}
      </span>
      <span className="when">
        {row.reservation && placeText(row.reservation)} {row.clock && <ClockText clock={row.clock} now={now} />}
      </span>
      <span className="do">
        {here || down ? (
          <Button type="primary" onClick={() => onDialog(row.id, down ? 'receive' : 'admit')}>
            {t(down ? 'referralAction.receive' : 'arrivals.admit')}
          </Button>
        ) : (
          <>
            <Button type="primary" icon={<CheckOutlined />} loading={run.isPending} onClick={() => void arrive()}>
              {t('arrivals.arrive')}
            </Button>
            {row.state === 'accepted' && <Button onClick={() => onDialog(row.id, 'reserve')}>{t('arrivals.reserve')}</Button>}
            <Button type="text" onClick={() => onDialog(row.id, 'markNotArrived')}>
              {t('arrivals.notArrived')}
            </Button>
          </>
        )}
      </span>
    </>
  );
}
