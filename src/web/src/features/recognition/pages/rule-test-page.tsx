import '../admin-phrases';
import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { DiagnosesFields } from '@/shared/case/diagnoses-fields';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import { type Explained, useExplain, useInstitutions } from '../api/catalogue';
import { ItemSelect } from '../components/item-select';
import { Mark } from '../components/mark';

interface TestForm {
  readonly orderingInstitutionId: string;
  readonly sourceInstitutionId: string;
  readonly itemCode: string;
  readonly performedAt: string;
  readonly at: string;
  readonly department?: string;
  readonly diagnoses?: readonly ({ readonly code?: string; readonly text?: string } | undefined)[];
}

const lastWeek = 7 * 86_400_000;

/** Two hospitals, an item and a day: which rule decides, and every step on the way. */
export function RuleTestPage() {
  const { t } = useText();
  const [form] = Form.useForm<TestForm>();
  const institutions = useInstitutions();
  const explain = useExplain();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const places = (institutions.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const required = [{ required: true, message: t('common.required') }];
  const ask = ({ diagnoses = [], department, ...rest }: TestForm) => {
    setFailure(undefined);
    const named = diagnoses.flatMap((each) => (each?.code || each?.text ? [{ code: each.code ?? '', text: each.text ?? '' }] : []));
    explain.mutate(
      { ...rest, diagnoses: named, ...(department?.trim() ? { department: department.trim() } : {}) },
      { onError: (error) => setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] }) },
    );
  };
  return (
    <>
      <header className="page-head">
        <h1>{t('test.title')}</h1>
      </header>
      <div className="test-columns">
        <section className="panel">
          <h2>{t('test.question')}</h2>
          <Form
            form={form}
            layout="vertical"
            initialValues={{ at: new Date().toISOString(), performedAt: new Date(Date.now() - lastWeek).toISOString(), diagnoses: [{}] }}
            onFinish={ask}
          >
            {failure && <ProblemAlert error={failure.error} details={failure.details} />}
            <Form.Item name="orderingInstitutionId" label={t('test.ordering')} rules={required}>
              <Select showSearch={{ optionFilterProp: 'label' }} options={places} loading={institutions.isPending} />
            </Form.Item>
            <Form.Item name="sourceInstitutionId" label={t('test.source')} rules={required}>
              <Select showSearch={{ optionFilterProp: 'label' }} options={places} loading={institutions.isPending} />
            </Form.Item>
            <Form.Item name="itemCode" label={t('result.item')} rules={required}>
              <ItemSelect />
            </Form.Item>
            <div className="fields">
              <Form.Item name="performedAt" label={t('test.performedAt')} rules={required}>
                <ShanghaiTimeInput />
              </Form.Item>
              <Form.Item name="at" label={t('test.at')} rules={required}>
                <ShanghaiTimeInput />
              </Form.Item>
              <Form.Item name="department" label={t('test.department')}>
                <Input maxLength={40} />
              </Form.Item>
            </div>
            <DiagnosesFields name={['diagnoses']} label={t('form.diagnoses')} />
            <Button type="primary" htmlType="submit" loading={explain.isPending}>
              {t('test.ask')}
            </Button>
          </Form>
        </section>
        <section className="panel" aria-live="polite" aria-label={t('test.answer')}>
          <h2>{t('test.answer')}</h2>
          {explain.data ? <Answer answer={explain.data} /> : <p className="muted">{t('test.none')}</p>}
        </section>
      </div>
    </>
  );
}

const colours: Readonly<Record<string, string>> = { recognisable: 'green', referenceOnly: 'gold', notRecognisable: 'red' };

function Answer({ answer }: { readonly answer: Explained }) {
  const { t, tv } = useText();
  const { verdict, rule, relation, steps, validUntil, mark, catalogueVersion } = answer;
  return (
    <>
      <p className="verdict-line">
        <Tag color={colours[verdict] ?? 'default'}>{tv('verdict', verdict)}</Tag> <Mark mark={mark} />
        {relation !== 'none' && <span>{tv('relation', relation)}</span>}
      </p>
      <p>
        <b>{t('test.rule')}</b> {rule?.text} <code className="muted">{rule?.code}</code>
      </p>
      {validUntil && (
        <p>
          {t('test.validUntil')} {formatTime(validUntil)}
        </p>
      )}
      <ol className="steps">
        {steps.map(({ code, text, ok, detail }) => (
          <li key={code}>
            {ok === true ? (
              <CheckCircleFilled className="ok" aria-label={t('test.ok')} />
            ) : ok === false ? (
              <CloseCircleFilled className="not-ok" aria-label={t('test.notOk')} />
            ) : (
              <MinusCircleOutlined className="muted" aria-label={t('test.skipped')} />
            )}
            <span>
              {text || code} {detail && <span className="muted">{detail}</span>}
            </span>
          </li>
        ))}
      </ol>
      {catalogueVersion !== undefined && <p className="muted small">{t('test.version', { version: String(catalogueVersion) })}</p>}
    </>
  );
}
