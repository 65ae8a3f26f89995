import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { type RoutingRule, useAllDestinations } from '../api/routing';

const triggers = ['studyComplete', 'caseNames', 'caseAccepted'] as const;
const tiers = ['village', 'township', 'county', 'city', 'provincial', 'national'] as const;
const modalities = ['CT', 'MR', 'DX', 'CR', 'US', 'ECG', 'XA', 'MG', 'NM', 'PT', 'SM'] as const;
const consultations = ['clinical', 'imaging', 'ecg', 'ultrasound', 'pathology', 'mdt', 'surgery'] as const;
const directions = ['up', 'down', 'lateral'] as const;

interface Props {
  /** Absent for a new one. */
  readonly rule?: RoutingRule;
  /** Its place in the list, as the server names it. */
  readonly place: number;
  readonly onSave: (rule: RoutingRule) => Promise<unknown>;
  readonly onClose: () => void;
}

const usual = { enabled: true, trigger: 'caseAccepted', tiers: [], modalities: [], caseKinds: [] };

/** One rule: by level, modality, case and time of day. What is left empty does not matter. */
export function RoutingRuleDialog({ rule, place, onSave, onClose }: Props) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<RoutingRule>();
  const destinations = useAllDestinations();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const [isSaving, setSaving] = useState(false);
  const [id] = useState(() => rule?.id ?? crypto.randomUUID());
  const trigger = Form.useWatch('trigger', form) ?? rule?.trigger ?? usual.trigger;
  const destinationId = Form.useWatch('destinationId', form) ?? rule?.destinationId;
  const hasCase = trigger !== 'studyComplete';
  const submit = async (values: RoutingRule) => {
    setSaving(true);
    try {
      const { from, to, ...rest } = values;
      const seconds = (time: string | undefined) => (time ? `${time.slice(0, 5)}:00` : undefined);
      await onSave({ ...usual, ...rule, ...rest, id, from: seconds(from), to: seconds(to) });
      void message.success(t('routing.saved'));
      onClose();
    } catch (error) {
      const ofRule = `rules[${place}].`;
      const names = error instanceof ApiProblem ? Object.keys(error.fields).filter((field) => field.startsWith(ofRule)) : [];
      const renamed = Object.fromEntries(names.map((field) => [field, field.slice(ofRule.length)]));
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, renamed) : [] });
    } finally {
      setSaving(false);
    }
  };
  const needed = { required: true, message: t('common.required') };
  const bothTimes = (other: 'from' | 'to') => ({
    validator: (_: unknown, time: string | undefined) =>
      !time === !form.getFieldValue(other) ? Promise.resolve() : Promise.reject(new Error(t('routing.bothTimes'))),
  });
  return (
    <Modal
      open
      width={640}
      title={rule ? t('routing.editNamed', { name: rule.name }) : t('routing.addRule')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={isSaving}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        className="request"
        initialValues={{ ...usual, ...rule, from: rule?.from?.slice(0, 5), to: rule?.to?.slice(0, 5) }}
        onFinish={(values) => void submit(values)}
      >
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <Form.Item name="name" label={t('routing.ruleName')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="trigger" label={t('routing.trigger')}>
          <Radio.Group options={triggers.map((value) => ({ value, label: tv('routingTrigger', value) }))} />
        </Form.Item>
        <div className="fields">
          <Form.Item name="destinationId" label={t('routing.where')} rules={hasCase ? [] : [needed]}>
            <Select
              allowClear={hasCase}
              placeholder={hasCase ? t('routing.caseParties') : undefined}
              options={(destinations.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
            />
          </Form.Item>
          {hasCase && !destinationId && (
            <Form.Item name="tiers" label={t('routing.tiers')}>
              <Select
                mode="multiple"
                placeholder={t('routing.anyTier')}
                options={tiers.map((value) => ({ value, label: tv('tier', value) }))}
              />
            </Form.Item>
          )}
          <Form.Item name="modalities" label={t('routing.modalities')}>
            <Select
              mode="tags"
              placeholder={t('routing.anyModality')}
              tokenSeparators={['、', ',', '/', ' ']}
              options={modalities.map((value) => ({ value, label: value }))}
            />
          </Form.Item>
          {hasCase && (
            <Form.Item name="caseKinds" label={t('routing.caseKinds')}>
              <Select
                mode="multiple"
                placeholder={t('routing.anyKind')}
                options={[
                  ...consultations.map((value) => ({ value, label: tv('kind', value) })),
                  ...directions.map((value) => ({ value, label: tv('direction', value) })),
                ]}
              />
            </Form.Item>
          )}
          <Form.Item name="from" label={t('routing.from')} extra={t('routing.windowHint')} dependencies={['to']} rules={[bothTimes('to')]}>
            <Input type="time" />
          </Form.Item>
          <Form.Item name="to" label={t('routing.to')} dependencies={['from']} rules={[bothTimes('from')]}>
            <Input type="time" />
          </Form.Item>
          <Form.Item name="priority" label={t('routing.priority')}>
            <Select
              allowClear
              placeholder={tv('sendPriority', 'normal')}
              options={['low', 'normal', 'emergency'].map((value) => ({ value, label: tv('sendPriority', value) }))}
            />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
