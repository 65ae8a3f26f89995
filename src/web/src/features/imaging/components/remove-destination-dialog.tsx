import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { type KeptDestination, useRemoveDestination } from '../api/routing';

interface Props {
  readonly destination: KeptDestination;
  readonly onClose: () => void;
}

/** Says what removing does, and asks why. */
export function RemoveDestinationDialog({ destination, onClose }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ readonly reason: string }>();
  const remove = useRemoveDestination();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const submit = async ({ reason }: { readonly reason: string }) => {
    try {
      await remove.mutateAsync({ id: destination.id, reason });
      void message.success(t('routing.saved'));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Modal
      open
      title={t('routing.removeNamed', { name: destination.name })}
      okText={t('routing.remove')}
      okButtonProps={{ danger: true }}
      cancelText={t('common.cancel')}
      confirmLoading={remove.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <p>{t('routing.removeHint')}</p>
        <Form.Item
          name="reason"
          label={t('routing.removeReason')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
