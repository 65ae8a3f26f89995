import { Button, Tag, Timeline } from 'antd';
import { Link } from 'react-router';
import { casePath } from '@/shared/case/case-line';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { StateTag } from '@/shared/ui/tags';
import { type TimelineEntry, useTimeline } from '../api/get-timeline';

const colours: Readonly<Record<string, string>> = {
  visit: 'gray',
  consultation: 'cyan',
  referral: 'blue',
  stay: 'purple',
  return: 'green',
  followUp: 'green',
  result: 'gold',
  recognition: 'green',
};

interface Props {
  readonly patientId: string;
  /** The case on whose page this stands; it needs no link to itself. */
  readonly currentCaseId?: string;
}

/** What happened to one patient, wherever it happened, in one line. */
export function PatientTimeline({ patientId, currentCaseId }: Props) {
  const { t } = useText();
  const query = useTimeline(patientId);
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <LoadState query={query} rows={3} empty={entries.length === 0} emptyText={t('timeline.empty')}>
      <Timeline
        className="timeline"
        items={entries.map((entry, index) => ({
          key: `${entry.at}-${entry.caseId ?? ''}-${index}`,
          color: colours[entry.kind] ?? 'blue',
          content: <EntryLine entry={entry} linked={entry.caseId !== currentCaseId} />,
        }))}
      />
      {query.hasNextPage && (
        <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </LoadState>
  );
}

function EntryLine({ entry, linked }: { readonly entry: TimelineEntry; readonly linked: boolean }) {
  const { tv } = useText();
  const { at, kind, title, text, institutionName, caseId, caseCategory, number, state } = entry;
  return (
    <>
      <div>
        <Tag className="tag">{tv('timelineKind', kind)}</Tag> <b>{title}</b> {state && <StateTag state={state} category={caseCategory} />}
      </div>
      {text && <div className="prose">{text}</div>}
      <div className="muted small">
        {formatTime(at)} {institutionName}{' '}
        {caseId && linked ? <Link to={casePath(caseCategory ?? 'consultation', caseId)}>{number ?? ''}</Link> : number}
      </div>
    </>
  );
}
