import { MedicineBoxOutlined, PlusOutlined, SwapOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { DiagnosesFields } from '@/shared/case/diagnoses-fields';
import { PatientBanner } from '@/shared/case/patient-banner';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState } from '@/shared/ui/load-state';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import { usePatient } from '../api/get-patient';
import { useRecordVisit } from '../api/get-timeline';
import type { Patient } from '../api/shapes';
import { PatientTimeline } from '../components/patient-timeline';

interface Props {
  readonly id: string;
  /** The patient's results; they belong to another feature. */
  readonly results: (patient: Patient) => ReactNode;
}

/** One patient with everything that happened, every result, and the things a doctor does next. */
export function PatientPage({ id, results }: Props) {
  const { t } = useText();
  const user = useUser();
  const patient = usePatient(id);
  const [visiting, setVisiting] = useState(false);
  const [search, setSearch] = useSearchParams();
  return (
    <LoadState query={patient} rows={8}>
      {patient.data && <PatientBanner patient={patient.data} />}
      <div className="page">
        <header className="page-head">
          <h1>{t('timeline.title')}</h1>
          {hasRole(user, 'physician') && (
            <span className="push action-bar">
              <Button icon={<PlusOutlined />} onClick={() => setVisiting(true)}>
                {t('timeline.addVisit')}
              </Button>
              <Link to={`/recognition/check?patient=${encodeURIComponent(id)}`}>
                <Button icon={<MedicineBoxOutlined />}>{t('menu.order')}</Button>
              </Link>
              <Link to={`/referrals/new?patient=${encodeURIComponent(id)}`}>
                <Button type="primary" icon={<SwapOutlined />}>
                  {t('timeline.refer')}
                </Button>
              </Link>
            </span>
          )}
        </header>
        <section className="panel patient-line">
          <Tabs
            size="small"
            activeKey={search.get('tab') ?? 'timeline'}
            onChange={(tab) => setSearch({ tab }, { replace: true })}
            destroyOnHidden
            items={[
              { key: 'timeline', label: t('timeline.tab'), children: <PatientTimeline patientId={id} /> },
              { key: 'results', label: t('timeline.results'), children: patient.data && results(patient.data) },
            ]}
          />
        </section>
        {visiting && <VisitDialog patientId={id} onClose={() => setVisiting(false)} />}
      </div>
    </LoadState>
  );
}

interface VisitForm {
  readonly at: string;
  readonly note: string;
  readonly diagnoses: readonly ({ readonly code?: string; readonly text?: string } | undefined)[];
}

function VisitDialog({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { t } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const [form] = Form.useForm<VisitForm>();
  const visit = useRecordVisit(patientId);
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const save = async ({ at, note, diagnoses }: VisitForm) => {
    const named = diagnoses.flatMap((each) =>
      each?.text?.trim() ? [{ system: 'icd10-cn', code: each.code || null, text: each.text.trim() }] : [],
    );
    try {
      await visit.mutateAsync({ at, note: note.trim(), department: user.department, diagnoses: named });
      void message.success(t('timeline.visitSaved'));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Modal
      open
      title={t('timeline.addVisit')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('common.save')}
      confirmLoading={visit.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ at: new Date().toISOString(), diagnoses: [{}] }}
        onFinish={(values) => void save(values)}
      >
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <Form.Item name="at" label={t('field.at')} rules={[{ required: true, message: t('common.required') }]}>
          <ShanghaiTimeInput />
        </Form.Item>
        <DiagnosesFields name={['diagnoses']} label={t('form.diagnoses')} />
        <Form.Item
          name="note"
          label={t('timeline.visitNote')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
