import { HistoryLine } from '@/shared/case/history';
import { LoadState } from '@/shared/ui/load-state';
import { useHistory } from '../api/get-referral';
import { useOpenCase } from './use-case';

const marking: Readonly<Record<string, string>> = {
  accepted: 'green',
  reserved: 'green',
  admitted: 'green',
  received: 'green',
  followUpRecorded: 'green',
  closed: 'green',
  informationRequested: 'orange',
  cancelRequested: 'orange',
  cancellationRequested: 'orange',
  declined: 'red',
  clockBreached: 'red',
  escalated: 'red',
  notArrived: 'red',
  deceased: 'gray',
  withdrawn: 'gray',
  cancelled: 'gray',
  expired: 'gray',
};

/** Everything that happened to the case. */
export function HistoryTab() {
  const { referral } = useOpenCase();
  const history = useHistory(referral.id, referral.version);
  return (
    <LoadState query={history} rows={3}>
      <HistoryLine entries={history.data?.items ?? []} marking={marking} />
    </LoadState>
  );
}
