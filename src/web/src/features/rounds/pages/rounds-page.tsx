import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented, Tag } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useTopic } from '@/shared/live/use-live';
import { hasRole, useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { type RoundBox, useRounds } from '../api/rounds';
import type { RoundRow } from '../api/shapes';
import { CancelRow } from '../components/cancel-row';
import { RoundTag } from '../components/round-tags';
import '../phrases';
import '../rounds.css';

/** Rounds of the user's hospital, the next one first. */
export function RoundsPage() {
  const { t } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const box = readBox(search.get('box')) ?? (hasRole(user, 'office') ? 'incoming' : 'outgoing'); // an office plans none of its own
  const stage = search.get('stage') === 'ended' ? 'ended' : 'open';
  const list = useRounds(box, stage);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const change = (name: string, value: string) =>
    setSearch((now) => {
      now.set(name, value);
      return now;
    });
  useTopic(user.institutionId && `inbox:${user.institutionId}`, ({ type }) => {
    if (type.startsWith('round')) void list.refetch();
  });
  return (
    <div className="page rounds">
      <header className="page-head">
        <h1>{t('rounds.title')}</h1>
        <Segmented
          size="small"
          value={box}
          onChange={(value) => change('box', value)}
          options={[
            { value: 'outgoing', label: t('rounds.outgoing') },
            { value: 'incoming', label: t('rounds.incoming') },
          ]}
        />
        <Segmented
          size="small"
          value={stage}
          onChange={(value) => change('stage', value)}
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
        <LoadState query={list} empty={rows.length === 0} emptyText={t('rounds.empty')}>
          <ul className="round-rows">
            {rows.map((row) => (
              <Row key={row.id} row={row} box={box} />
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

function Row({ row, box }: { readonly row: RoundRow; readonly box: RoundBox }) {
  const { t } = useText();
  const asking = box === 'incoming' ? [row.inviting.name, row.planner?.name] : [row.invited.name];
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
        <CancelRow row={row} />
      </span>
      {row.cancelReason && <span className="muted small round-why">{t('round.cancelled', { reason: row.cancelReason })}</span>}
    </li>
  );
}
