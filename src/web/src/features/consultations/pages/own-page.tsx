import { Button, Card } from 'antd';
import { useState } from 'react';
import { DiagnosisList } from '@/shared/case/facts';
import { type Key, useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useConsultation } from '../api/get-consultation';
import { useConsultations } from '../api/list-consultations';
import type { Row } from '../api/shapes';

const inProgress: readonly string[] = ['assigned', 'scheduled', 'inSession', 'suspended', 'opinionDraft'];
const answered: readonly string[] = ['released', 'adopted'];
const waiting: readonly string[] = ['draft', 'submitted', 'needsInfo', 'accepted'];

const stageOf = (state: string) =>
  waiting.includes(state) ? 'waiting' : inProgress.includes(state) ? 'inProgress' : answered.includes(state) ? 'answered' : 'ended';

/** A resident's own consultations, in plain words. */
export function OwnPage() {
  const { t } = useText();
  const list = useConsultations({ box: 'mine' });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page own">
      <header className="page-head">
        <h1>{t('list.title.own')}</h1>
      </header>
      <p className="muted intro">{t('own.intro')}</p>
      <LoadState query={list} empty={rows.length === 0} emptyText={t('own.empty')}>
        {rows.map((row) => (
          <OwnCase key={row.id} row={row} />
        ))}
        {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{t('common.more')}</Button>}
      </LoadState>
    </div>
  );
}

function OwnCase({ row }: { readonly row: Row }) {
  const { t, tv } = useText();
  const [open, setOpen] = useState(false);
  const stage = stageOf(row.state);
  return (
    <Card
      size="small"
      className="own-case"
      title={t('own.asked', { from: row.inviting.name, to: row.invited.name, kind: tv('kind', row.kind) })}
      extra={<span className="muted">{formatTime(row.createdAt).slice(0, 10)}</span>}
    >
      <p>{t(`own.state.${stage}` as Key)}</p>
      {(stage === 'answered' || stage === 'ended') && (
        <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
          {t('own.opinion')}
        </Button>
      )}
      {open && <OwnOpinion id={row.id} />}
    </Card>
  );
}

function OwnOpinion({ id }: { readonly id: string }) {
  const { t } = useText();
  const query = useConsultation(id);
  const opinion = query.data?.opinions.at(-1);
  return (
    <LoadState query={query} rows={2} empty={query.isSuccess && !opinion} emptyText={t('opinion.none')}>
      {opinion && (
        <div className="own-opinion">
          <DiagnosisList diagnoses={opinion.diagnoses} />
          <p className="prose">{opinion.advice}</p>
          <p className="muted small">
            {opinion.signatures.map(({ name }) => name).join('、')} {formatTime(opinion.releasedAt)}
          </p>
        </div>
      )}
    </LoadState>
  );
}
