import '@/shared/ui/figures.css';
import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { StateTag } from '@/shared/ui/tags';
import { useWide } from '@/shared/ui/use-wide';
import { type CaseLine, casePath, hasPage } from './case-line';

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
  const { t } = useText();
  const wide = useWide(700);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Drawer open title={title} size={wide ? 640 : '100%'} onClose={onClose} className="case-drawer">
      {note && <p className="muted">{note}</p>}
      <LoadState query={query} empty={lines.length === 0} emptyText={t('drill.empty')} rows={8}>
        <ul className="case-lines">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a case counts once for each of its clocks, so that one number may hold it twice
            <li key={`${line.category}/${line.id}/${index}`}>
              <Line line={line} />
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

function Line({ line }: { readonly line: CaseLine }) {
  const { tv } = useText();
  const institution = line.category === 'institution';
  const content = (
    <>
      <span className="line">
        <b>{institution ? line.from : line.number}</b>
        <span className="muted">{tv('caseCategory', line.category)}</span>
        {!institution && <StateTag state={line.state} category={line.category} />}
        {!institution && <span className="muted push">{formatTime(line.at)}</span>}
      </span>
      {!institution && (
        <span className="muted">
          {line.from}
          {line.to && ` → ${line.to}`}
        </span>
      )}
    </>
  );
  return hasPage(line.category) ? <Link to={casePath(line.category, line.id)}>{content}</Link> : <div>{content}</div>;
}
