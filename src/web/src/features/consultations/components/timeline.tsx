import { HistoryLine } from '@/shared/case/history';
import { LoadState } from '@/shared/ui/load-state';
import { useHistory } from '../api/get-history';
import { useOpenCase } from './use-case';

const marking: Record<string, string> = {
  opinionReleased: 'green',
  opinionSigned: 'green',
  decisionRecorded: 'green',
  informationRequested: 'orange',
  declined: 'red',
  clockBreached: 'red',
  escalated: 'red',
  withdrawn: 'gray',
  expired: 'gray',
};

/** Everything that happened to the case. */
export function CaseTimeline() {
  const { consultation } = useOpenCase();
  const history = useHistory(consultation.id, consultation.version);
  return (
    <LoadState query={history} rows={3}>
      <HistoryLine entries={history.data?.items ?? []} marking={marking} />
    </LoadState>
  );
}
