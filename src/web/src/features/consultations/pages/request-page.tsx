import { Alert, App, Button, Form, Popconfirm } from 'antd';
import { type ComponentType, type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { StableKey } from '@/shared/api/stable-key';
import { ConsentFields } from '@/shared/case/consent-fields';
import { DraftMark } from '@/shared/case/draft-mark';
import { useFormDraft } from '@/shared/case/use-form-draft';
import { enqueue } from '@/shared/drafts/outbox';
import { sentences, useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { problemText } from '@/shared/ui/load-state';
import { createPath, useFileConsultation } from '../api/create-consultation';
import type { RequestTemplate } from '../api/list-templates';
import type { Consultation } from '../api/shapes';
import { RecordFields } from '../components/record-fields';
import { ServiceFields } from '../components/service-fields';
import { emptyRequest, formOf, isWorthKeeping, type RequestForm, requestBody, requestDraft } from '../request-form';

type FormPatient = RequestForm['patient'];

/** Parts that belong to other features; the route brings them. */
export interface Parts {
  readonly PatientField: ComponentType<{ readonly value?: FormPatient; readonly onChange?: (patient: FormPatient) => void }>;
  readonly InvitedFields: ComponentType<{ readonly service: string | undefined; readonly from: string | undefined }>;
  /** A draft on the server that is written on. */
  readonly editing?: Consultation;
  readonly StudiesField: ComponentType<{
    readonly patient?: FormPatient;
    readonly value?: string[];
    readonly onChange?: (uids: string[]) => void;
  }>;
}

type Failure = { readonly title: string; readonly details: readonly string[]; readonly existingId?: string };

/** One page from the patient to the consent. What is typed stays on the machine until the server has it. */
export function RequestPage({ PatientField, InvitedFields, StudiesField, editing }: Parts) {
  const { t } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<RequestForm>();
  const draft = useFormDraft(requestDraft(user.id, editing?.id), isWorthKeeping);
  const create = useFileConsultation();
  const [failure, setFailure] = useState<Failure>();
  const [keys] = useState(() => new StableKey());
  const patient = Form.useWatch('patient', form);
  const kind = Form.useWatch('kind', form);

  const restore = useEffectEvent(async () => {
    const kept = await draft.load();
    if (!kept) return;
    form.setFieldsValue(kept.value);
    draft.setState({ kind: 'saved', at: kept.savedAt });
  });
  useEffect(() => void restore(), []);

  const changed = () => draft.keep(form.getFieldsValue(true));
  const fill = ({ reason, purpose, summary }: RequestTemplate) => {
    const diagnoses = summary?.diagnoses.length ? summary.diagnoses : undefined;
    form.setFieldsValue({
      ...(reason && { reason }),
      ...(purpose && { purpose }),
      summary: { ...withoutEmpty(summary), ...(diagnoses && { diagnoses }) },
    });
    changed();
  };
  const clear = async () => {
    form.resetFields();
    setFailure(undefined);
    await draft.drop();
  };

  const send = async (submit: boolean) => {
    setFailure(undefined);
    const values: RequestForm = form.getFieldsValue(true);
    const body = requestBody(values, submit);
    const key = keys.for(body);
    try {
      const made = await create.mutateAsync({ body, key, submit, draft: editing });
      await draft.drop();
      void message.success(t(submit ? 'request.sent' : 'request.draftKept', { number: made.number }));
      void navigate(`/cases/${encodeURIComponent(made.id)}`);
    } catch (error) {
      if (error instanceof ApiProblem && error.isOffline && submit && !editing) {
        await enqueue({ key, owner: user.id, path: createPath, body, form: values, createdAt: new Date().toISOString() });
        await draft.drop();
        void message.warning(t('request.queued'), 6);
        void navigate('/desk/outgoing');
        return;
      }
      setFailure(failureOf(error, form));
    }
  };
  const existing = failure?.existingId;
  return (
    <div className="page request">
      <Form
        form={form}
        layout="vertical"
        initialValues={editing ? formOf(editing) : emptyRequest(new Date())}
        onValuesChange={changed}
        onFinish={() => void send(true)}
        onFinishFailed={({ errorFields }) => void message.error(t('request.fix', { count: errorFields.length }))}
        scrollToFirstError={{ block: 'center', focus: true }}
      >
        <header className="page-head">
          <h1>{editing ? t('request.editTitle', { number: editing.number }) : t('request.title')}</h1>
          <DraftMark state={draft.state} />
        </header>
        <Section title={t('request.patient')}>
          <Form.Item name="patient" rules={[{ required: true, message: t('request.pickPatientFirst') }]} className="bare">
            <PatientField />
          </Form.Item>
        </Section>
        <div className="request-columns">
          <Section title={t('request.service')}>
            <ServiceFields
              onTemplate={fill}
              onKind={() =>
                form.setFieldsValue({ invited: { institutionId: undefined, department: undefined, practitionerId: undefined } })
              }
            />
          </Section>
          <Section title={t('request.invited')}>
            <InvitedFields service={kind} from={user.institutionId} />
          </Section>
        </div>
        <div className="request-columns wide-left">
          <Section title={t('request.record')}>
            <RecordFields />
          </Section>
          <div>
            <Section title={t('request.studies')}>
              <Form.Item name="studies" className="bare">
                <StudiesField patient={patient} />
              </Form.Item>
            </Section>
            <Section title={t('request.consent')}>
              <ConsentFields />
            </Section>
          </div>
        </div>
        <footer className="request-foot">
          {failure && (
            <Alert
              type="error"
              showIcon
              title={failure.title}
              description={failure.details.length > 0 ? sentences(failure.details) : undefined}
              action={existing && <Link to={`/cases/${encodeURIComponent(existing)}`}>{t('request.seeExisting')}</Link>}
            />
          )}
          <div className="buttons">
            <Button type="primary" htmlType="submit" size="large" loading={create.isPending}>
              {t('request.submit')}
            </Button>
            <Button size="large" disabled={create.isPending || !patient} onClick={() => void send(false)}>
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

const renamed = { patientId: 'patient', 'consent.basis': 'consent.basis', consent: 'consent.signedBy', invited: 'invited.institutionId' };

function failureOf(error: unknown, form: ReturnType<typeof Form.useForm<RequestForm>>[0]): Failure {
  if (!(error instanceof ApiProblem)) return { title: problemText(error), details: [] };
  const existingId = error.status === 409 ? error.extension('existingId', 'existing', 'consultationId', 'caseId', 'id') : undefined;
  return { title: error.title, details: showFieldProblems(form, error, renamed), existingId };
}

const withoutEmpty = (summary: RequestTemplate['summary']) =>
  Object.fromEntries(Object.entries(summary ?? {}).filter(([, value]) => typeof value === 'string' && value));
