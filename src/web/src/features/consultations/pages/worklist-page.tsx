import { ReloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useListKeys } from '@/shared/case/use-list-keys';
import { type Key, useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useWide } from '@/shared/ui/use-wide';
import { useCounts } from '../api/count-consultations';
import { useConsultations } from '../api/list-consultations';
import type { Box, Row } from '../api/shapes';
import { useWorklistFilter } from '../components/use-worklist-filter';
import { WorklistTable } from '../components/worklist-table';
import { kinds, stages, urgencies } from '../vocabulary';

interface Props {
  readonly box: Box;
  /** Offers the narrower list of what is assigned to the user. */
  readonly withMine?: boolean;
  readonly actions?: ReactNode;
  readonly above?: ReactNode;
}

const searchId = 'worklist-search';

export function WorklistPage({ box, withMine, actions, above }: Props) {
  const { t, tv } = useText();
  const navigate = useNavigate();
  const wide = useWide(900);
  const [mine, setMine] = useState(() => withMine && sessionStorage.getItem('telemed.mine') === '1');
  const shown: Box = withMine && mine ? 'mine' : box;
  const { filter, change, clear, filtered } = useWorklistFilter(box, shown);
  const list = useConsultations(filter);
  const counts = useCounts(shown);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (row: Row) => navigate(`/cases/${encodeURIComponent(row.id)}`, { state: { from: `/desk/${box}${window.location.search}` } });
  const cursor = useListKeys(rows.length, (index) => rows[index] && open(rows[index]), searchId);
  const stage = filter.stage ?? 'open';
  const count = (name: string) => counts.data?.byStage[name];
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t(`list.title.${box}` as Key)}</h1>
        {withMine && (
          <Segmented
            size="small"
            value={mine ? 'mine' : 'institution'}
            onChange={(value) => {
              sessionStorage.setItem('telemed.mine', value === 'mine' ? '1' : '0');
              setMine(value === 'mine');
            }}
            options={[
              { value: 'institution', label: t('list.box.institution') },
              { value: 'mine', label: t('list.box.mine') },
            ]}
          />
        )}
        <span className="push">{actions}</span>
      </header>
      {above}
      <section className="panel">
        <Tabs
          size="small"
          className="stage-tabs"
          activeKey={stage}
          onChange={(key) => change({ stage: key === 'open' ? undefined : key, state: undefined })}
          items={stages.map((name) => ({
            key: name,
            label: (
              <>
                {t(`stage.${name}`)}
                {count(name) !== undefined && (
                  <span className={`count ${name === 'waiting' && count(name) ? 'count-hot' : ''}`}>{count(name)}</span>
                )}
              </>
            ),
          }))}
        />
        <div className="filters">
          <Search key={filter.q ?? ''} value={filter.q} onSearch={(q) => change({ q: q || undefined })} />
          <Select
            allowClear
            aria-label={t('list.kind')}
            placeholder={t('list.kind')}
            value={filter.kind}
            onChange={(kind) => change({ kind })}
            options={kinds.map((value) => ({ value, label: tv('kind', value) }))}
          />
          <Select
            allowClear
            aria-label={t('list.urgency')}
            placeholder={t('list.urgency')}
            value={filter.urgency}
            onChange={(urgency) => change({ urgency })}
            options={urgencies.map((value) => ({ value, label: tv('urgency', value) }))}
          />
          {filtered && (
            <Button type="link" size="small" onClick={clear}>
              {t('list.clear')}
            </Button>
          )}
          <Button
            className="push"
            type="text"
            aria-label={t('common.refresh')}
            icon={<ReloadOutlined spin={list.isRefetching} />}
            onClick={() => {
              void list.refetch();
              void counts.refetch();
            }}
          />
        </div>
        <LoadState
          query={list}
          empty={rows.length === 0}
          emptyText={filtered ? t('list.empty') : box === 'outgoing' ? t('list.emptyOutgoing') : t('list.empty')}
          emptyAction={filtered ? <Button onClick={clear}>{t('list.clear')}</Button> : actions}
        >
          <WorklistTable rows={rows} box={box} cursor={cursor} onOpen={open} loading={list.isPlaceholderData} />
          <footer className="list-foot">
            {list.hasNextPage ? (
              <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                {t('common.more')}
              </Button>
            ) : (
              <span className="muted">{t('common.end')}</span>
            )}
            {wide && <span className="muted keys">{t('list.keys')}</span>}
          </footer>
        </LoadState>
      </section>
    </div>
  );
}

function Search({ value, onSearch }: { readonly value?: string; readonly onSearch: (value: string) => void }) {
  const { t } = useText();
  return (
    <Input
      id={searchId}
      allowClear
      defaultValue={value}
      prefix={<SearchOutlined />}
      placeholder={t('list.search')}
      aria-label={t('list.search')}
      onPressEnter={(event) => onSearch(event.currentTarget.value.trim())}
      onBlur={(event) => event.currentTarget.value.trim() !== (value ?? '') && onSearch(event.currentTarget.value.trim())}
      onClear={() => onSearch('')}
    />
  );
}
