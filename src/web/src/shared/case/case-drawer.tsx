import '@/shared/ui/figures.css';
import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { StateTag } from '@/shared/ui/tags';
import { useWide } from '@/shared/ui/use-wide';
import { type CaseLine, casePath } from './case-line';

/** What the drawer needs of an infinite query. */
export interface CaseQuery {
  readonly data: { readonly pages: readonly { readonly items: readonly CaseLine[] }[] } | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

interface Props {
  readonly title: ReactNode;
  /** Says which number these cases make. */
  readonly note?: ReactNode;
  readonly query: CaseQuery;
  readonly onClose: () => void;
}

/** The cases behind a number; each opens by click or Enter. */
export function CaseDrawer({ title, note, query, onClose }: Props) {
  const { t, tv } = useText();
  const wide = useWide(700);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Drawer open title={title} size={wide ? 640 : '100%'} onClose={onClose} className="case-drawer">
      {note && <p className="muted">{note}</p>}
      <LoadState query={query} empty={lines.length === 0} emptyText={t('drill.empty')} rows={8}>
        <ul className="case-lines">
          {lines.map((line) => (
            <li key={`${line.category}/${line.id}`}>
              <Link to={casePath(line.category, line.id)}>
                <span className="line">
                  <b>{line.number}</b>
                  <span className="muted">{tv('caseCategory', line.category)}</span>
                  <StateTag state={line.state} category={line.category} />
                  <span className="muted push">{formatTime(line.at)}</span>
                </span>
                <span className="muted">
                  {line.from} → {line.to ?? '…'}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="list-foot">
          {query.hasNextPage ? (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('common.more')}
            </Button>
          ) : (
            <span className="muted">{t('drill.all', { count: lines.length })}</span>
          )}
        </div>
      </LoadState>
    </Drawer>
  );
}
