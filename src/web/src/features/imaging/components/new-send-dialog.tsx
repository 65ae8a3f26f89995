import { App, Form, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { v7 as newKey } from 'uuid';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useStudies } from '../api/list-studies';
import { useAskSend, useDestinations } from '../api/sends';

interface Values {
  readonly study: string;
  readonly destination: string;
  readonly priority: string;
}

/** Which study goes where, and how soon. Destinations that may not see the study are shown and cannot be chosen. */
export function NewSendDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const study = Form.useWatch('study', form);
  const studies = useStudies(undefined);
  const destinations = useDestinations(study);
  const ask = useAskSend();
  const [failure, setFailure] = useState<unknown>();
  const [key] = useState(() => newKey());
  const submit = async ({ study: studyInstanceUid, destination, priority }: Values) => {
    try {
      await ask.mutateAsync({ studyInstanceUid, destination, priority, key });
      void message.success(t('sends.asked.done'));
      onClose();
    } catch (error) {
      setFailure(error);
    }
  };
  const rules = [{ required: true, message: t('common.required') }];
  return (
    <Modal
      open
      title={t('sends.new')}
      okText={t('sends.send')}
      cancelText={t('common.cancel')}
      confirmLoading={ask.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={{ priority: 'normal' }} onFinish={(values) => void submit(values)}>
        {failure !== undefined && <ProblemAlert error={failure} details={[]} />}
        <Form.Item name="study" label={t('sends.study')} rules={rules}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={studies.isPending}
            onChange={() => form.resetFields(['destination'])}
            options={(studies.data?.items ?? []).map((one) => ({
              value: one.studyInstanceUid,
              label: [one.modalities.join('/'), one.patientName, one.description, one.studyDate].filter(Boolean).join(' · '),
            }))}
          />
        </Form.Item>
        <Form.Item name="destination" label={t('sends.destination')} rules={rules} extra={t('sends.allowedHint')}>
          <Select
            disabled={!study}
            loading={!!study && destinations.isPending}
            options={(destinations.data?.items ?? []).map((one) => ({
              value: one.id,
              label: `${one.name} · ${tv('destinationKind', one.kind)}${one.allowed === false ? ` · ${t('sends.notAllowed')}` : ''}`,
              disabled: one.allowed === false,
            }))}
          />
        </Form.Item>
        <Form.Item name="priority" label={t('sends.priority')}>
          <Radio.Group
            optionType="button"
            options={['low', 'normal', 'emergency'].map((value) => ({ value, label: tv('sendPriority', value) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
