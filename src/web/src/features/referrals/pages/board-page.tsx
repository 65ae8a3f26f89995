import { ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';
import { useWide } from '@/shared/ui/use-wide';
import { useReferralCounts } from '../api/count-referrals';
import { type ReferralFilter, referralsKey } from '../api/list-referrals';
import type { Row } from '../api/shapes';
import { BoardColumns, BoardTabs, StageRows } from '../components/board-columns';
import { DeskNav, deskPath } from '../components/desk-nav';
import { useBoardKeys } from '../components/use-board-keys';
import { type Box, directions, lanes, openStages, type Stage } from '../vocabulary';

const searchId = 'referral-search';
const filters = ['direction', 'lane', 'q'] as const;

/** One box of referrals by stage; a list of one stage where there is no room for columns. */
export function ReferralBoardPage({ box }: { readonly box: Box }) {
  const { t, tv } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const client = useQueryClient();
  const wide = useWide(900);
  const [search, setSearch] = useSearchParams();
  const counts = useReferralCounts(box);
  const [rows, setRows] = useState<Partial<Record<Stage, readonly Row[]>>>({});
  const filter: ReferralFilter = {
    box,
    direction: search.get('direction') ?? undefined,
    lane: search.get('lane') ?? undefined,
    q: search.get('q') ?? undefined,
  };
  const ended = search.get('stage') === 'ended';
  const stage = (search.get('stage') as Stage | null) ?? firstBusy(counts.data?.byStage);
  const change = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes))
      if (value) next.set(name, value);
      else next.delete(name);
    setSearch(next, { replace: true });
  };
  const reread = () => {
    void client.invalidateQueries({ queryKey: [...referralsKey, 'list'] });
    void client.invalidateQueries({ queryKey: [...referralsKey, 'counts'] });
  };
  // An authority is no party to a case: its own topic says when something in the area moved.
  useTopic(box === 'supervised' && user.areaCode ? `board:${user.areaCode}` : undefined, reread);
  const open = (row: Row) =>
    navigate(`/referrals/${encodeURIComponent(row.id)}`, { state: { from: deskPath(box) + window.location.search } });
  const shownStages: readonly Stage[] = ended ? ['ended'] : wide ? openStages : [stage];
  const columns = shownStages.map((name) => rows[name] ?? []);
  const at = useBoardKeys(
    columns.map(({ length }) => length),
    (column, row) => {
      const chosen = columns[column]?.[row];
      if (chosen) void open(chosen);
    },
    searchId,
  );
  const props = {
    filter,
    counts: counts.data?.byStage,
    cursorId: at && columns[at.column]?.[at.row]?.id,
    onRows: (name: Stage, found: readonly Row[]) => setRows((before) => ({ ...before, [name]: found })),
    onOpen: (row: Row) => void open(row),
  };
  const filtered = filters.some((name) => filter[name]);
  return (
    <div className="page">
      <DeskNav />
      <div className="filters">
        <Input
          id={searchId}
          key={filter.q ?? ''}
          allowClear
          defaultValue={filter.q}
          prefix={<SearchOutlined />}
          placeholder={t('referralList.search')}
          aria-label={t('referralList.search')}
          onPressEnter={(event) => change({ q: event.currentTarget.value.trim() })}
          onBlur={(event) => event.currentTarget.value.trim() !== (filter.q ?? '') && change({ q: event.currentTarget.value.trim() })}
          onClear={() => change({ q: undefined })}
        />
        <Select
          allowClear
          aria-label={t('form.direction')}
          placeholder={t('form.direction')}
          value={filter.direction}
          onChange={(direction) => change({ direction })}
          options={directions.map((value) => ({ value, label: tv('direction', value) }))}
        />
        <Select
          allowClear
          aria-label={t('form.lane')}
          placeholder={t('form.lane')}
          value={filter.lane}
          onChange={(lane) => change({ lane })}
          options={lanes.map((value) => ({ value, label: tv('lane', value) }))}
        />
        {filtered && (
          <Button type="link" size="small" onClick={() => change({ direction: undefined, lane: undefined, q: undefined })}>
            {t('list.clear')}
          </Button>
        )}
        {wide && <span className="muted small keys">{t('referralList.keys')}</span>}
        <span className="push">
          <Button type="text" onClick={() => change({ stage: ended ? undefined : 'ended' })}>
            {t(ended ? 'referralList.showOpen' : 'referralList.showEnded')}
          </Button>
          <Button type="text" aria-label={t('common.refresh')} icon={<ReloadOutlined />} onClick={reread} />
        </span>
      </div>
      {ended ? (
        <div className="rended">
          <StageRows {...props} stage="ended" />
        </div>
      ) : wide ? (
        <BoardColumns {...props} />
      ) : (
        <BoardTabs {...props} stage={stage} onStage={(next) => change({ stage: next })} />
      )}
    </div>
  );
}

/** Where a narrow window starts: the first stage with something in it. */
const firstBusy = (byStage: Readonly<Record<string, number>> | undefined): Stage =>
  openStages.find((stage) => (byStage?.[stage] ?? 0) > 0) ?? 'waiting';
