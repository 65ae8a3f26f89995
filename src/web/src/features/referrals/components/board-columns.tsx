import { Button, Skeleton, Tabs } from 'antd';
import { useEffect } from 'react';
import { type Key, useText } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { type ReferralFilter, useReferrals } from '../api/list-referrals';
import type { Row } from '../api/shapes';
import { openStages, type Stage } from '../vocabulary';
import { ReferralCard } from './referral-card';

interface Props {
  readonly filter: ReferralFilter;
  readonly counts: Readonly<Record<string, number>> | undefined;
  readonly cursorId: string | undefined;
  readonly onRows: (stage: Stage, rows: readonly Row[]) => void;
  readonly onOpen: (row: Row) => void;
}

/** The stages side by side. */
export function BoardColumns(props: Props) {
  const { t } = useText();
  return (
    <div className="rboard">
      {openStages.map((stage) => (
        <section key={stage} className="rcolumn" aria-label={t(`referralStage.${stage}`)}>
          <h2>
            {t(`referralStage.${stage}`)} <Count stage={stage} counts={props.counts} />
          </h2>
          <StageRows {...props} stage={stage} />
        </section>
      ))}
    </div>
  );
}

/** One stage at a time, for a narrow window. */
export function BoardTabs({ stage, onStage, ...props }: Props & { readonly stage: Stage; readonly onStage: (stage: Stage) => void }) {
  const { t } = useText();
  return (
    <>
      <Tabs
        size="small"
        className="stage-tabs"
        activeKey={stage}
        onChange={(key) => onStage(key as Stage)}
        items={openStages.map((name) => ({
          key: name,
          label: (
            <>
              {t(`referralStage.${name}` as Key)} <Count stage={name} counts={props.counts} />
            </>
          ),
        }))}
      />
      <StageRows key={stage} {...props} stage={stage} />
    </>
  );
}

function Count({ stage, counts }: { readonly stage: Stage; readonly counts: Props['counts'] }) {
  const count = counts?.[stage];
  if (count === undefined) return null;
  return <span className={`count ${stage === 'waiting' && count > 0 ? 'count-hot' : ''}`}>{count}</span>;
}

export function StageRows({ filter, stage, cursorId, onRows, onOpen }: Props & { readonly stage: Stage }) {
  const { t } = useText();
  const now = useNow();
  const list = useReferrals({ ...filter, stage });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const ids = rows.map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parent keeps the rows for the keyboard; only other rows matter
  useEffect(() => onRows(stage, rows), [stage, ids]);
  if (list.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  return (
    <LoadState query={list} empty={rows.length === 0} emptyText={t('board.empty')}>
      <ul className="rcards">
        {rows.map((row) => (
          <li key={row.id}>
            <ReferralCard row={row} other={otherOf(filter)} now={now} current={row.id === cursorId} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button block onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t('common.more')}
        </Button>
      )}
    </LoadState>
  );
}

const otherOf = ({ box }: ReferralFilter) => (box === 'outgoing' ? 'to' : box === 'incoming' ? 'from' : 'both');
