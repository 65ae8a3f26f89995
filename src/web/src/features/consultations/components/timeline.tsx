import { Timeline as AntTimeline } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
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

/** Everything that happened to the case, newest first, in plain words. */
export function CaseTimeline() {
  const { tv } = useText();
  const { consultation } = useOpenCase();
  const history = useHistory(consultation.id, consultation.version);
  const entries = [...(history.data?.items ?? [])].reverse();
  return (
    <LoadState query={history} rows={3}>
      <AntTimeline
        className="timeline"
        items={entries.map(({ version, type, at, text, actorName, institutionName }) => ({
          key: `${version}-${type}`,
          color: marking[type] ?? 'blue',
          content: (
            <>
              <div>{text || tv('notice', type)}</div>
              <div className="muted small">
                {formatTime(at)} {[actorName, institutionName].filter(Boolean).join(' · ')}
              </div>
            </>
          ),
        }))}
      />
    </LoadState>
  );
}
