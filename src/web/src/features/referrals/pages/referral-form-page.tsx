import { Alert, App, Button, Form, Popconfirm } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { StableKey } from '@/shared/api/stable-key';
import { ConsentFields } from '@/shared/case/consent-fields';
import { DraftMark } from '@/shared/case/draft-mark';
import { useFormDraft } from '@/shared/case/use-form-draft';
import { useText } from '@/shared/i18n/i18n';
import { useOnline } from '@/shared/live/use-online';
import { useUser } from '@/shared/session/session';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { useFileReferral } from '../api/file-referral';
import { useReferral } from '../api/get-referral';
import type { Referral } from '../api/shapes';
import { useParts } from '../components/case-parts';
import { type Alternative, alternativesOf, type Failure, FormFailure } from '../components/form-failure';
import { CourseFields, SummaryFields, TransportFields } from '../components/form-fields';
import { LiveCases } from '../components/live-cases';
import { PlanFields } from '../components/plan-fields';
import { ReceiverFields } from '../components/receiver-fields';
import { WhyFields } from '../components/why-fields';
import { emptyReferral, formOf, isWorthKeeping, type ReferralForm, referralBody, referralDraft } from '../referral-form';

/** Goes on with a draft that the server has. */
export function EditReferralPage({ id }: { readonly id: string }) {
  const query = useReferral(id);
  return (
    <LoadState query={query} rows={10}>
      {query.data && <ReferralFormPage editing={query.data} />}
    </LoadState>
  );
}

interface Props {
  /** A draft on the server that is written on. */
  readonly editing?: Referral;
  /** What is known when the form is opened from a patient or a consultation. */
  readonly start?: ReferralForm;
}

/** One page from the patient to the consent. What is typed stays on the machine until the server has it. */
export function ReferralFormPage({ editing, start }: Props) {
  const { t } = useText();
  const user = useUser();
  const online = useOnline();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { PatientField, StudiesField } = useParts();
  const [form] = Form.useForm<ReferralForm>();
  const draft = useFormDraft<ReferralForm>(referralDraft(user.id, editing?.id), isWorthKeeping);
  const file = useFileReferral();
  const [failure, setFailure] = useState<Failure>();
  const [keys] = useState(() => new StableKey());
  const patient = Form.useWatch('patient', form);
  const direction = Form.useWatch('direction', form);
  const lane = Form.useWatch('lane', form);

  const restore = useEffectEvent(async () => {
    const kept = await draft.load();
    // A form opened for somebody else must not show the patient before.
    if (!kept || (start?.patient && kept.value.patient?.id !== start.patient.id)) return;
    form.setFieldsValue(kept.value);
    draft.setState({ kind: 'saved', at: kept.savedAt });
  });
  useEffect(() => void restore(), []);

  const changed = () => draft.keep(form.getFieldsValue(true));
  const clear = async () => {
    form.resetFields();
    setFailure(undefined);
    await draft.drop();
  };
  const send = async (submit: boolean) => {
    setFailure(undefined);
    const values: ReferralForm = form.getFieldsValue(true);
    const consultationId = start?.consultationId ?? values.consultationId;
    const body = referralBody({ ...values, consultationId }, submit);
    try {
      const made = await file.mutateAsync({ body, key: keys.for(body), submit, draft: editing });
      await draft.drop();
      void message.success(t(submit ? 'form.submitted' : 'form.kept', { number: made.number }));
      void navigate(`/referrals/${encodeURIComponent(made.id)}`);
    } catch (error) {
      await draft.keepNow(form.getFieldsValue(true));
      setFailure(failureOf(error, form, t('form.offlineTitle'), t('form.offlineText')));
    }
  };
  const redirectTo = ({ institutionId }: Alternative) => {
    form.setFieldValue(['to', 'institutionId'], institutionId);
    setFailure(undefined);
    changed();
  };
  return (
    <div className="page request">
      <Form
        form={form}
        layout="vertical"
        initialValues={editing ? formOf(editing) : { ...emptyReferral(new Date()), ...start }}
        onValuesChange={changed}
        onFinish={() => void send(true)}
        onFinishFailed={({ errorFields }) => void message.error(t('request.fix', { count: errorFields.length }))}
        scrollToFirstError={{ block: 'center', focus: true }}
      >
        <header className="page-head">
          <h1>{editing ? t('form.titleEdit', { number: editing.number }) : t('form.title')}</h1>
          <DraftMark state={draft.state} />
        </header>
        {!online && <Alert banner type="warning" title={t('form.offlineBanner')} className="offline-form" />}
        <Section title={t('request.patient')}>
          <Form.Item name="patient" rules={[{ required: true, message: t('request.pickPatientFirst') }]} className="bare">
            <PatientField />
          </Form.Item>
          <LiveCases patientId={patient?.id} except={editing?.id} />
        </Section>
        <div className="request-columns">
          <div>
            <Section title={t('form.receiver')}>
              <CourseFields
                onDirection={() =>
                  form.setFieldsValue({ to: { institutionId: undefined, department: undefined }, reasonCode: undefined, criteria: [] })
                }
              />
              <ReceiverFields from={user.institutionId} direction={direction} lane={lane} />
            </Section>
          </div>
          <Section title={t('form.why')}>
            <WhyFields direction={direction} />
          </Section>
        </div>
        <div className="request-columns wide-left">
          <Section title={t('form.record')}>
            <SummaryFields />
          </Section>
          <div>
            {direction === 'down' && (
              <Section title={t('rcase.plan')}>
                <PlanFields base={['plan']} />
              </Section>
            )}
            <Section title={t('form.transport')}>
              <TransportFields />
            </Section>
            <Section title={t('request.studies')}>
              <Form.Item name="studies" className="bare">
                <StudiesField patient={patient} />
              </Form.Item>
            </Section>
            <Section title={t('form.consent')}>
              <ConsentFields hint={t('form.consentHint')} />
            </Section>
          </div>
        </div>
        <footer className="request-foot">
          {failure && <FormFailure failure={failure} onAlternative={redirectTo} />}
          <div className="buttons">
            <Button type="primary" htmlType="submit" size="large" loading={file.isPending} danger={lane === 'emergency'}>
              {t('form.submit')}
            </Button>
            <Button size="large" disabled={file.isPending || !patient} onClick={() => void send(false)}>
              {t('request.saveDraft')}
            </Button>
            <Popconfirm title={t('request.clearAsk')} onConfirm={() => void clear()}>
              <Button size="large" type="text">
                {t('request.clear')}
              </Button>
            </Popconfirm>
            <DraftMark state={draft.state} />
          </div>
        </footer>
      </Form>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const renamed = { patientId: 'patient', consent: 'consent.signedBy', to: 'to.institutionId', summary: 'summary.presentIllness' };

function failureOf(error: unknown, form: ReturnType<typeof Form.useForm<ReferralForm>>[0], offline: string, hint: string): Failure {
  if (!(error instanceof ApiProblem)) return { title: problemText(error), details: [], alternatives: [] };
  if (error.isOffline) return { title: offline, details: [hint], alternatives: [] };
  const existingId = error.status === 409 ? error.extension('existingId') : undefined;
  return { title: error.title, details: showFieldProblems(form, error, renamed), existingId, alternatives: alternativesOf(error) };
}
