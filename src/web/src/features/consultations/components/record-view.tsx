import { Alert } from 'antd';
import { DiagnosisList, Fact } from '@/shared/case/facts';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import type { Consultation } from '../api/shapes';

export function RecordView({ consultation }: { readonly consultation: Consultation }) {
  const { t } = useText();
  const { summary, reason, purpose } = consultation;
  return (
    <div className="record">
      <Declined consultation={consultation} />
      <dl className="facts lead">
        <Fact label={t('case.reason')}>{reason}</Fact>
        <Fact label={t('case.purpose')}>{purpose}</Fact>
      </dl>
      <dl className="facts">
        <Fact label={t('case.complaint')}>{summary.complaint}</Fact>
        <Fact label={t('case.history')}>{summary.history}</Fact>
        <Fact label={t('case.findings')}>{summary.findings}</Fact>
        <Fact label={t('case.diagnoses')}>{summary.diagnoses.length > 0 && <DiagnosisList diagnoses={summary.diagnoses} />}</Fact>
        <Fact label={t('case.treatment')}>{summary.treatment}</Fact>
      </dl>
      <Parties consultation={consultation} />
      <Questions consultation={consultation} />
    </div>
  );
}

function Declined({ consultation }: { readonly consultation: Consultation }) {
  const { t } = useText();
  const { declined, previous } = consultation;
  return (
    <>
      {declined && (
        <Alert
          type="warning"
          showIcon
          title={t('case.declined')}
          description={
            <>
              {declined.comment && <div>{declined.comment}</div>}
              {declined.alternative && <div>{t('case.alternative', { text: declined.alternative })}</div>}
            </>
          }
        />
      )}
      {previous.map(({ institutionName, at }) => (
        <div className="muted small" key={`${institutionName}${at}`}>
          {t('case.previous', { name: institutionName })} {formatTime(at)}
        </div>
      ))}
    </>
  );
}

function Parties({ consultation }: { readonly consultation: Consultation }) {
  const { t, tv } = useText();
  const { inviting, invited, assigned, consent, agreement, session, mode } = consultation;
  return (
    <dl className="facts parties">
      <Fact label={t('case.inviting')}>{[inviting.institutionName, inviting.practitionerName].filter(Boolean).join(' · ')}</Fact>
      <Fact label={t('case.invited')}>
        {[
          invited.institutionName,
          invited.department,
          invited.practitionerName,
          invited.minimumTitle && `${t('case.minimumTitle')} ${tv('title', invited.minimumTitle)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Fact>
      {assigned.length > 0 && (
        <Fact label={t('case.assigned')}>
          {assigned.map(({ practitionerId, name, title, lead }) => (
            <span key={practitionerId} className="person">
              {name} {title && tv('title', title)} {lead && <span className="muted">{t('case.lead')}</span>}
            </span>
          ))}
        </Fact>
      )}
      <Fact label={t('request.mode')}>{tv('mode', mode)}</Fact>
      {session && (
        <Fact label={t('case.session')}>
          {formatTime(session.start)} – {formatTime(session.end).slice(11)} {session.room}
        </Fact>
      )}
      <Fact label={t('case.consent')}>
        {consent && [tv('consent', consent.basis), consent.signedBy, formatTime(consent.at)].filter(Boolean).join(' · ')}
      </Fact>
      {agreement?.number && <Fact label={t('case.agreement')}>{agreement.number}</Fact>}
    </dl>
  );
}

function Questions({ consultation }: { readonly consultation: Consultation }) {
  const { t } = useText();
  if (consultation.questions.length === 0) return null;
  return (
    <section className="questions">
      <h3>{t('case.questions')}</h3>
      <ul>
        {consultation.questions.map(({ question, askedBy, askedAt, answer, answeredAt }) => (
          <li key={`${askedAt}${question}`}>
            <p>
              <b>{t('case.question')}</b> {question}{' '}
              <span className="muted small">
                {askedBy} {formatTime(askedAt)}
              </span>
            </p>
            <p>
              <b>{t('case.answer')}</b> {answer ?? <span className="soon">{t('case.unanswered')}</span>}{' '}
              <span className="muted small">{formatTime(answeredAt)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
