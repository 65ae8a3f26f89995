import { App, Form, Modal } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { type Action, filledIn } from '@/shared/case/action';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { actionFields, isEnding } from '../action-fields';
import { ActionFieldInput } from './action-field';
import { useOpenCase } from './use-case';

interface Props {
  readonly action: Action;
  readonly onClose: () => void;
}

const initial: Record<string, () => object> = { followUp: () => ({ at: new Date().toISOString() }), rate: () => ({ score: 5 }) };

/** Asks for what an action needs and runs it on the version on screen. */
export function ActionDialog({ action, onClose }: Props) {
  const { t, tv } = useText();
  const { run, running, reload } = useOpenCase();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const fields = actionFields(action);
  const name = tv('action', action.action);
  const send = async (values: Record<string, unknown>) => {
    setFailure(undefined);
    try {
      await run(action.action, bodyOf(values));
      void message.success(t('action.done', { action: name }));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Modal
      open
      title={name}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={name}
      cancelText={t('common.back')}
      okButtonProps={{ danger: isEnding(action.action) }}
      confirmLoading={running}
      width={fields.some(({ name: each }) => each === 'invited' || each === 'studies') ? 720 : 520}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => void send(values)}
        initialValues={initial[action.action]?.()}
        scrollToFirstError
      >
        {failure && (
          <ProblemAlert reload={reload} error={failure.error} details={failure.details} onReloaded={() => setFailure(undefined)} />
        )}
        {fields.length === 0 && <p>{t('action.confirm', { action: name })}</p>}
        {fields.map((field) => (
          <ActionFieldInput key={field.name} field={field} action={action} />
        ))}
      </Form>
    </Modal>
  );
}

/** What was filled in; one doctor alone is the lead. */
export function bodyOf(values: Record<string, unknown>): Record<string, unknown> {
  const body = filledIn(values);
  const ids = body.practitionerIds;
  if (Array.isArray(ids) && !(typeof body.lead === 'string' && ids.includes(body.lead))) body.lead = ids[0];
  return body;
}
