import { PictureOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { sentences, useText } from '@/shared/i18n/i18n';
import { formatDay, formatTime } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import type { Candidate, CheckItem } from '../api/shapes';
import { agoText, leftText } from '../spans';
import { useDesk } from './desk-context';
import { Mark } from './mark';

const colours: Readonly<Record<string, string>> = { recognisable: 'green', referenceOnly: 'gold', notRecognisable: 'default' };

interface Props {
  readonly candidate: Candidate;
  readonly item: CheckItem;
  readonly declining: boolean;
  readonly onDecline: () => void;
}

/** One earlier result in one line: where, when, marked how, valid how long, and why; what can be done stands behind it. */
export function CandidateLine({ candidate, item, declining, onDecline }: Props) {
  const { t, tv } = useText();
  const now = useNow(60_000);
  const desk = useDesk();
  const { resultId, institutionName, performedAt, validUntil, mark, verdict, relation, studyInstanceUid, summary } = candidate;
  const recognisable = verdict === 'recognisable';
  const open = !item.ordered && (!item.decision || item.decision.decision === 'defer');
  const chosen = item.decision?.resultId === resultId;
  const shown = desk.viewed?.resultId === resultId;
  const rule = candidate.rule ?? item.rule;
  const why = recognisable ? sentences([relation !== 'none' && tv('relation', relation), rule?.text]) : '';
  return (
    <div className={`candidate candidate-${verdict} ${chosen ? 'candidate-chosen' : ''}`}>
      <div className="candidate-text">
        <Tag color={colours[verdict] ?? 'default'} className="tag">
          {tv('verdict', verdict)}
        </Tag>
        <b>{institutionName}</b>
        <span title={formatTime(performedAt)}>
          {formatDay(performedAt)} <span className="muted">{agoText(performedAt, now)}</span>
        </span>
        <Mark mark={mark} />
        {recognisable && validUntil && (
          <span className="muted">{t('candidate.validUntil', { day: formatDay(validUntil), left: leftText(validUntil, now) })}</span>
        )}
        {why && (
          <span className="candidate-why" title={rule?.code}>
            {why}
          </span>
        )}
        {!recognisable && candidate.reasons.length > 0 && (
          <ul className="candidate-reasons">
            {candidate.reasons.map(({ code, text }) => (
              <li key={code}>{text || tv('verdictReason', code)}</li>
            ))}
          </ul>
        )}
        {summary && <span className="candidate-summary">{summary}</span>}
      </div>
      <div className="candidate-acts">
        <Button
          size="small"
          type={shown ? 'primary' : 'default'}
          ghost={shown}
          icon={studyInstanceUid ? <PictureOutlined /> : undefined}
          aria-pressed={shown}
          loading={desk.busy === `view ${resultId}`}
          onClick={() => desk.view(item.code, candidate)}
        >
          {t(studyInstanceUid ? 'candidate.images' : 'candidate.view')}
        </Button>
        {open && recognisable && desk.mayDecide && (
          <>
            <Button
              size="small"
              type="primary"
              loading={desk.busy === `accept ${resultId}`}
              onClick={() => desk.decide({ code: item.code, resultId, decision: 'accept' })}
            >
              {t('candidate.accept')}
            </Button>
            <Button size="small" aria-expanded={declining} onClick={onDecline}>
              {t('candidate.decline')}
            </Button>
            {!item.decision && (
              <Button
                size="small"
                type="text"
                loading={desk.busy === `defer ${resultId}`}
                onClick={() => desk.decide({ code: item.code, resultId, decision: 'defer' })}
              >
                {t('candidate.defer')}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}
