import { App, Form, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { fieldOfPlace } from '../place-form';
import { useOpenRound } from './use-open-round';

interface Props {
  readonly action: string;
  readonly width?: number;
  readonly danger?: boolean;
  readonly initial?: object;
  /** From what was filled in to the body of the step. */
  readonly body: (values: Record<string, unknown>) => object;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const renamed = ({ fields }: ApiProblem) => Object.fromEntries(Object.keys(fields).map((field) => [field, fieldOfPlace(field)]));

/** One step of a round that asks for something; what the server says stands beside its field. Enter sends it. */
export function RoundStepDialog({ action, width = 480, danger, initial, body, onClose, children }: Props) {
  const { t, tv } = useText();
  const { run, running, reload } = useOpenRound();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const id = useId();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const send = async (values: Record<string, unknown>) => {
    setFailure(undefined);
    try {
      await run(action, body(values));
      void message.success(t('round.done'));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, renamed(error)) : [] });
    }
  };
  return (
    <Modal
      open
      width={width}
      title={tv('roundAction', action)}
      okText={tv('roundAction', action)}
      okButtonProps={{ htmlType: 'submit', form: id, danger }}
      cancelText={t('common.back')}
      confirmLoading={running}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        id={id}
        form={form}
        layout="vertical"
        className="request"
        initialValues={initial}
        onFinish={(values) => void send(values as Record<string, unknown>)}
        scrollToFirstError
      >
        {failure && (
          <ProblemAlert error={failure.error} details={failure.details} reload={reload} onReloaded={() => setFailure(undefined)} />
        )}
        {children}
      </Form>
    </Modal>
  );
}
