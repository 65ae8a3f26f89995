import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { DiagnosisList, Fact } from '@/shared/case/facts';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { useVocabulary } from '../api/get-vocabulary';
import type { Referral } from '../api/shapes';
import { placeText } from '../status';
import { ActionDialog } from './action-dialog';
import { DirectionMark, RelationTag } from './marks';
import { useOpenCase } from './use-case';

const joined = (parts: readonly (string | false | undefined)[], by = ' · ') => parts.filter(Boolean).join(by);

/** The whole case as it was written: what came back first, then the form, then what happened. */
export function RecordView({ referral }: { readonly referral: Referral }) {
  const { t, tv } = useText();
  return (
    <div className="record">
      <WhatCameBack referral={referral} />
      {referral.patient ? <Form referral={referral} /> : <Frame referral={referral} />}
      <Outcome referral={referral} />
      <dl className="facts parties">
        <Fact label={t('rcase.from')}>{joined([referral.from.institutionName, referral.from.practitionerName, referral.from.phone])}</Fact>
        <Fact label={t('rcase.to')}>
          {joined([referral.to.institutionName, referral.to.department, referral.to.practitionerName])}{' '}
          <RelationTag relation={referral.relation} />
        </Fact>
        {referral.reservation && (
          <Fact label={t('rcase.reservation')}>
            {tv('capacityKind', referral.reservation.kind)} {placeText(referral.reservation)}
          </Fact>
        )}
        {referral.transport && (
          <Fact label={t('rcase.transport')}>
            {joined([
              referral.transport.mode && tv('transport', referral.transport.mode),
              referral.transport.escort && `${t('field.escort')} ${referral.transport.escort}`,
              referral.transport.needs,
              referral.departedAt && t('rcase.departedAt', { time: formatTime(referral.departedAt).slice(5) }),
              referral.arrivedAt && t('rcase.arrivedAt', { time: formatTime(referral.arrivedAt).slice(5) }),
            ])}
          </Fact>
        )}
        {referral.consent && (
          <Fact label={t('rcase.consent')}>
            {joined([tv('consent', referral.consent.basis), referral.consent.signedBy, formatTime(referral.consent.at)])}
          </Fact>
        )}
        {referral.consultationId && (
          <Fact label={t('rcase.consultation')}>
            <Link to={`/cases/${encodeURIComponent(referral.consultationId)}`}>{t('timeline.open')}</Link>
          </Fact>
        )}
        <Relatives referral={referral} />
      </dl>
      <Questions referral={referral} />
    </div>
  );
}

/** What the sender wrote. */
function Form({ referral: { summary, reason, criteria, diagnoses, returnOf } }: { readonly referral: Referral }) {
  const { t } = useText();
  // A return carries the summary of the stay in the fields of the form.
  const [impression, presentIllness, treatment] = returnOf
    ? ([t('field.diagnosis'), t('field.plan'), t('field.course')] as const)
    : ([t('form.impression'), t('form.presentIllness'), t('form.treatment')] as const);
  return (
    <>
      <dl className="facts lead">
        <Fact label={t('rcase.reason')}>{joined([reason?.text, reason?.comment], '：')}</Fact>
        <Fact label={impression}>{summary.impression}</Fact>
        <Fact label={t('form.diagnoses')}>{diagnoses.length > 0 && <DiagnosisList diagnoses={diagnoses} />}</Fact>
      </dl>
      <dl className="facts wide-labels">
        {criteria.length > 0 && (
          <Fact label={t('rcase.criteria')}>
            {criteria.map(({ code, text, source }) => (
              <div key={code}>
                {text} {source && <span className="muted small">{source}</span>}
              </div>
            ))}
          </Fact>
        )}
        <Fact label={presentIllness}>{summary.presentIllness}</Fact>
        <Fact label={t('form.history')}>{summary.history}</Fact>
        <Fact label={treatment}>{summary.treatment}</Fact>
        <Fact label={t('form.examinations')}>{summary.examinations}</Fact>
        <Fact label={t('form.cautions')}>{summary.cautions}</Fact>
      </dl>
    </>
  );
}

/** What those may know who may not read the case. */
function Frame({ referral }: { readonly referral: Referral }) {
  const { t } = useText();
  return (
    <dl className="facts lead">
      <Fact label={t('rcase.reason')}>{referral.reason?.text}</Fact>
    </dl>
  );
}

function Relatives({ referral: { returnOf, returnedBy } }: { readonly referral: Referral }) {
  const { t } = useText();
  return (
    <>
      {returnOf && (
        <Fact label={t('rcase.returnOf')}>
          <Link to={`/referrals/${encodeURIComponent(returnOf.id)}`}>
            <DirectionMark direction="up" /> {returnOf.number}
          </Link>
        </Fact>
      )}
      {returnedBy && (
        <Fact label={t('rcase.returnedBy')}>
          <Link to={`/referrals/${encodeURIComponent(returnedBy.id)}`}>
            <DirectionMark direction="down" /> {returnedBy.number}
          </Link>
        </Fact>
      )}
    </>
  );
}

/** One click to the hospital that was recommended. */
function TakeAlternative({ referral }: { readonly referral: Referral }) {
  const { t } = useText();
  const { actions } = useOpenCase();
  const [open, setOpen] = useState(false);
  const redirect = actions.find(({ action }) => action === 'redirect');
  if (!redirect) return null;
  const to = { institutionId: referral.declined?.alternative };
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {t('rcase.useAlternative')}
      </Button>
      {open && <ActionDialog action={redirect} start={{ to }} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Refusals, wishes to cancel and a death stand on top: they are why somebody opens the case. */
function WhatCameBack({ referral }: { readonly referral: Referral }) {
  const { t } = useText();
  const { declined, contest, cancelRequest, previous, death, state } = referral;
  const reasons = useVocabulary(previous.length > 0 ? referral.direction : undefined).data?.declineReasons ?? [];
  const alternative = declined?.alternativeName ?? declined?.alternative;
  return (
    <>
      {declined && state === 'declined' && (
        <Alert
          type="warning"
          showIcon
          title={t('rcase.declined', { name: referral.to.institutionName, text: joined([declined.text, declined.comment], '：') })}
          description={alternative ? t('case.alternative', { text: alternative }) : undefined}
          action={declined.alternativeName && <TakeAlternative referral={referral} />}
        />
      )}
      {cancelRequest && state === 'cancelRequested' && (
        <Alert type="warning" showIcon title={t('rcase.cancelAsked', { reason: joined([cancelRequest.by, cancelRequest.reason], '：') })} />
      )}
      {death && <Alert type="error" showIcon title={joined([t('rcase.death'), formatTime(death.at), death.place, death.cause])} />}
      {previous.map(({ institutionName, reasonCode, at }) => (
        <div className="muted small" key={`${institutionName}${at}`}>
          {t('rcase.previous', { name: institutionName, text: reasons.find(({ code }) => code === reasonCode)?.text ?? reasonCode ?? '' })}{' '}
          {formatTime(at)}
        </div>
      ))}
      {contest && <div className="muted small">{t('rcase.contested', { reason: joined([contest.by, contest.reason], '：') })}</div>}
    </>
  );
}

/** What the receiving hospital did, and the plan for below. */
function Outcome({ referral: { admission, discharge, plan, receiver, receivedAt } }: { readonly referral: Referral }) {
  const { t } = useText();
  return (
    <>
      {admission && (
        <dl className="facts wide-labels">
          <Fact label={t('rcase.admission')}>{joined([formatTime(admission.at), admission.ward, admission.admissionNumber])}</Fact>
        </dl>
      )}
      {discharge && (
        <section className="questions">
          <h3>{t('rcase.discharge')}</h3>
          <dl className="facts wide-labels">
            <Fact label={t('field.diagnosis')}>{discharge.diagnosis}</Fact>
            <Fact label={t('field.course')}>{discharge.course}</Fact>
            <Fact label={t('field.plan')}>{discharge.plan}</Fact>
          </dl>
        </section>
      )}
      {plan && (
        <section className="questions">
          <h3>{t('rcase.plan')}</h3>
          <dl className="facts wide-labels">
            <Fact label={t('field.medication')}>{plan.medication}</Fact>
            <Fact label={t('field.rehabilitation')}>{plan.rehabilitation}</Fact>
            <Fact label={t('field.warningSigns')}>{plan.warningSigns}</Fact>
            {plan.followUps.length > 0 && (
              <Fact label={t('rcase.followUps')}>{plan.followUps.map(({ dueOn, what }) => `${dueOn} ${what}`).join('\n')}</Fact>
            )}
            {receiver?.name && <Fact label={t('rcase.receiver')}>{joined([receiver.name, formatTime(receivedAt)])}</Fact>}
          </dl>
        </section>
      )}
    </>
  );
}

function Questions({ referral }: { readonly referral: Referral }) {
  const { t } = useText();
  if (referral.questions.length === 0) return null;
  return (
    <section className="questions">
      <h3>{t('case.questions')}</h3>
      <ul>
        {referral.questions.map(({ question, askedBy, askedAt, answer, answeredAt }) => (
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
