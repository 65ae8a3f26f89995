import '../phrases';
import '../recognition.css';
import { Button, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useChecks } from '../api/checks';

/** Checks of the user, of the institution, or of the area. */
export function ChecksPage() {
  const { t, tv } = useText();
  const user = useUser();
  const boxes = hasRole(user, 'healthAuthority') ? ['supervised'] : hasRole(user, 'physician') ? ['mine', 'institution'] : ['institution'];
  const [box, setBox] = useState(boxes[0] ?? 'institution');
  const list = useChecks(box);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('checks.title')}</h1>
        {boxes.length > 1 && (
          <Segmented
            className="push"
            value={box}
            onChange={setBox}
            options={boxes.map((value) => ({ value, label: tv('checkBox', value) }))}
          />
        )}
      </header>
      <LoadState query={list} empty={rows.length === 0} emptyText={t('checks.none')}>
        <ul className="panel check-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <Link to={`/recognition/checks/${encodeURIComponent(row.id)}`}>
                <span className="line">
                  <b>{row.items.map(({ name, code }) => name || code).join('、')}</b>
                  <Tag className="tag">{tv('checkState', row.state)}</Tag>
                  <span className="muted push">{formatTime(row.createdAt)}</span>
                </span>
                <span className="line muted">{[row.number, row.patient?.name, row.institutionName].filter(Boolean).join(' · ')}</span>
              </Link>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </LoadState>
    </>
  );
}
