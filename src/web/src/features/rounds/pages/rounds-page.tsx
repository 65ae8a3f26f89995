import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useTopic } from '@/shared/live/use-live';
import { hasRole, useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useKeptSearch } from '@/shared/ui/use-kept-search';
import { type RoundBox, useRounds, useUsualBox } from '../api/rounds';
import type { RoundRow } from '../api/shapes';
import { RoundTag } from '../components/round-tags';
import { RowSteps } from '../components/row-steps';
import '../phrases';
import '../rounds.css';

/** Rounds of the user's hospital, the next one first. */
export function RoundsPage() {
  const { t } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const { params, change } = useKeptSearch('rounds');
  const chosen = readBox(params.get('box'));
  const usual = useUsualBox(!chosen);
  const box = chosen ?? usual.data;
  const stage = params.get('stage') === 'ended' ? 'ended' : 'open';
  const list = useRounds(box ?? 'outgoing', stage, !!box);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  useTopic(user.institutionId && `inbox:${user.institutionId}`, ({ type }) => {
    if (type.startsWith('round')) void list.refetch();
  });
  return (
    <div className="page rounds">
      <header className="page-head">
        <h1>{t('rounds.title')}</h1>
        <Segmented
          size="small"
          value={box ?? ''}
          onChange={(value) => change({ box: value })}
          options={[
            { value: 'outgoing', label: t('rounds.outgoing') },
            { value: 'incoming', label: t('rounds.incoming') },
          ]}
        />
        <Segmented
          size="small"
          value={stage}
          onChange={(value) => change({ stage: value })}
          options={[
            { value: 'open', label: t('rounds.open') },
            { value: 'ended', label: t('rounds.ended') },
          ]}
        />
        {hasRole(user, 'physician') && (
          <Button className="push" type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/rounds/new')}>
            {t('rounds.plan')}
          </Button>
        )}
      </header>
      <section className="panel">
        <LoadState query={box ? list : usual} empty={rows.length === 0} emptyText={t('rounds.empty')}>
          <ul className="round-rows">
            {rows.map((row) => (
              <Row key={row.id} row={row} incoming={box === 'incoming'} />
            ))}
          </ul>
          {list.hasNextPage && (
            <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
              {t('common.more')}
            </Button>
          )}
        </LoadState>
      </section>
    </div>
  );
}

const readBox = (text: string | null): RoundBox | undefined => (text === 'incoming' || text === 'outgoing' ? text : undefined);

function Row({ row, incoming }: { readonly row: RoundRow; readonly incoming: boolean }) {
  const { t } = useText();
  const asking = incoming ? [row.inviting.name, row.planner?.name] : [row.invited.name];
  const waits = row.state === 'planned' && !row.specialist;
  return (
    <li>
      <Link to={`/rounds/${encodeURIComponent(row.id)}`}>
        <b>{formatTime(row.start)}</b>
      </Link>
      <span>{[...asking, row.invited.department, row.specialist?.name].filter(Boolean).join(' · ')}</span>
      <span>
        {t('rounds.patients', { count: row.patients })} <span className="muted">{t('rounds.signed', { count: row.signed })}</span>
      </span>
      <span className="muted small">{row.number}</span>
      <span>
        {waits && <Tag color="orange">{t('rounds.untaken')}</Tag>}
        <RoundTag state={row.state} />
        <RowSteps row={row} />
      </span>
      {row.giveBackReason && <span className="muted small round-why">{t('round.givenBack', { reason: row.giveBackReason })}</span>}
      {row.cancelReason && <span className="muted small round-why">{t('round.cancelled', { reason: row.cancelReason })}</span>}
    </li>
  );
}
