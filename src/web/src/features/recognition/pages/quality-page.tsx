import '../admin-phrases';
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, InputNumber, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { useInstitutions } from '../api/catalogue';
import { type Evidence, useAddEvidence, useEvidence, useResume, useSuspend } from '../api/evidence';
import { ItemSelect } from '../components/item-select';
import { Mark } from '../components/mark';

const colours: Readonly<Record<string, string>> = { passed: 'green', failed: 'red', notTaken: 'default' };

/** Who passed which quality evaluation, for when and where; the mark follows from it. */
export function QualityPage() {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const institutions = useInstitutions();
  const [institutionId, setInstitutionId] = useState<string>();
  const [itemCode, setItemCode] = useState<string>();
  const [adding, setAdding] = useState(false);
  const [suspending, setSuspending] = useState<Evidence>();
  const list = useEvidence({ institutionId, itemCode });
  const resume = useResume();
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('quality.title')}</h1>
        <Button className="push" type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('quality.add')}
        </Button>
      </header>
      <div className="filters">
        <Select
          allowClear
          className="institution-filter"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('by.institution')}
          placeholder={t('by.institution')}
          value={institutionId}
          onChange={setInstitutionId}
          options={(institutions.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ItemSelect value={itemCode} onChange={setItemCode} placeholder={t('result.item')} label={t('result.item')} />
      </div>
      <LoadState query={list} rows={8} empty={rows.length === 0} emptyText={t('quality.none')}>
        <div className="panel table-scroll">
          <table className="rtable">
            <thead>
              <tr>
                <th scope="col">{t('by.institution')}</th>
                <th scope="col">{t('result.item')}</th>
                <th scope="col">{t('quality.outcome')}</th>
                <th scope="col">{t('quality.period')}</th>
                <th scope="col">{t('quality.body')}</th>
                <th scope="col">{t('result.mark')}</th>
                <th scope="col">
                  <span className="sr-only">{t('quality.suspend')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.institutionName}</th>
                  <td>{row.itemName || row.itemCode}</td>
                  <td>
                    <Tag color={colours[row.outcome] ?? 'default'}>{tv('outcome', row.outcome)}</Tag> {row.score}
                  </td>
                  <td>
                    {formatDay(row.from)} – {row.to ? formatDay(row.to) : t('quality.open')}
                  </td>
                  <td>
                    {row.body}{' '}
                    <span className="muted small">{[tv('scopeType', row.scope.type), row.scope.text].filter(Boolean).join(' · ')}</span>
                  </td>
                  <td>
                    {row.suspended && !row.suspended.to ? (
                      <Tag color="red">{t('quality.suspended', { day: formatDay(row.suspended.from), reason: row.suspended.reason })}</Tag>
                    ) : (
                      <Mark mark={row.mark} />
                    )}
                  </td>
                  <td>
                    {row.suspended && !row.suspended.to ? (
                      <Button
                        size="small"
                        loading={resume.isPending && resume.variables === row.id}
                        onClick={() => resume.mutate(row.id, { onError: (error) => void message.error(problemText(error)) })}
                      >
                        {t('quality.resume')}
                      </Button>
                    ) : (
                      row.outcome === 'passed' && (
                        <Button size="small" onClick={() => setSuspending(row)}>
                          {t('quality.suspend')}
                        </Button>
                      )
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {list.hasNextPage && (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </LoadState>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
      {suspending && <SuspendDialog of={suspending} onClose={() => setSuspending(undefined)} />}
    </>
  );
}

interface SuspendForm {
  readonly from: string;
  readonly reason: string;
}

const today = () => formatDay(new Date().toISOString());

function SuspendDialog({ of, onClose }: { readonly of: Evidence; readonly onClose: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<SuspendForm>();
  const suspend = useSuspend();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const required = [{ required: true, message: t('common.required') }];
  const save = async (values: SuspendForm) => {
    try {
      await suspend.mutateAsync({ id: of.id, ...values });
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Modal
      open
      title={t('quality.suspendTitle')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('quality.suspend')}
      confirmLoading={suspend.isPending}
    >
      <p>
        {of.institutionName} · {of.itemName || of.itemCode}
      </p>
      <p className="muted">{t('quality.suspendHint')}</p>
      <Form form={form} layout="vertical" initialValues={{ from: today() }} onFinish={(values) => void save(values)}>
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <Form.Item name="from" label={t('quality.from')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="reason" label={t('field.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface AddForm {
  readonly institutionId: string;
  readonly itemCode: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly scopeType: string;
  readonly scopeCode?: string;
  readonly scopeText: string;
  readonly outcome: string;
  readonly score?: number;
  readonly deviceClass?: string;
}

const scopeTypes = ['national', 'province', 'city', 'county', 'agreement'] as const;

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, tv } = useText();
  const [form] = Form.useForm<AddForm>();
  const add = useAddEvidence();
  const institutions = useInstitutions();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const required = [{ required: true, message: t('common.required') }];
  const save = async ({ scopeType, scopeCode, scopeText, ...rest }: AddForm) => {
    try {
      await add.mutateAsync({ ...rest, scope: { type: scopeType, ...(scopeCode ? { code: scopeCode } : {}), text: scopeText } });
      onClose();
    } catch (error) {
      setFailure({
        error,
        details:
          error instanceof ApiProblem
            ? showFieldProblems(form, error, {
                scope: 'scopeText',
                'scope.type': 'scopeType',
                'scope.code': 'scopeCode',
                'scope.text': 'scopeText',
              })
            : [],
      });
    }
  };
  return (
    <Modal
      open
      title={t('quality.add')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('common.save')}
      confirmLoading={add.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ outcome: 'passed', scopeType: 'province', from: today() }}
        onFinish={(values) => void save(values)}
      >
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <Form.Item name="institutionId" label={t('by.institution')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(institutions.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="itemCode" label={t('result.item')} rules={required}>
          <ItemSelect />
        </Form.Item>
        <div className="fields">
          <Form.Item name="outcome" label={t('quality.outcome')} rules={required}>
            <Select options={['passed', 'failed', 'notTaken'].map((value) => ({ value, label: tv('outcome', value) }))} />
          </Form.Item>
          <Form.Item name="score" label={t('quality.score')}>
            <InputNumber min={0} max={100} />
          </Form.Item>
          <Form.Item name="from" label={t('quality.from')} rules={required}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="to" label={t('quality.to')} rules={required}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="body" label={t('quality.body')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <div className="fields">
          <Form.Item name="scopeType" label={t('quality.scope')} rules={required}>
            <Select options={scopeTypes.map((value) => ({ value, label: tv('scopeType', value) }))} />
          </Form.Item>
          <Form.Item name="scopeText" label={t('quality.scopeText')} rules={required} extra={t('quality.scopeHint')}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="scopeCode" label={t('quality.scopeCode')}>
            <Input maxLength={12} />
          </Form.Item>
          <Form.Item name="deviceClass" label={t('result.device')}>
            <Input maxLength={40} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
