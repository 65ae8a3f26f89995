import { Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useId } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useStep } from './use-step';

interface Props<V> {
  readonly title: string;
  readonly okText?: string;
  readonly danger?: boolean;
  readonly width?: number;
  readonly initial?: object;
  /** Reads the record anew when somebody else has changed it. */
  readonly reload?: () => unknown;
  readonly onSend: (values: V) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode | ((form: FormInstance<V>) => ReactNode);
}

/** One step of an administrator: what it does, what it asks, and what the server says to it. Enter sends it. */
export function StepDialog<V extends object>({ title, okText, danger, width = 480, initial, reload, onSend, onClose, children }: Props<V>) {
  const { t } = useText();
  const { form, failure, isSaving, finish, forget } = useStep<V>(onSend, onClose);
  const id = useId();
  return (
    <Modal
      open
      width={width}
      title={title}
      okText={okText ?? t('common.save')}
      okButtonProps={{ htmlType: 'submit', form: id, danger }}
      cancelText={t('common.cancel')}
      confirmLoading={isSaving}
      onCancel={onClose}
    >
      <Form<V> id={id} form={form} layout="vertical" className="request" initialValues={initial} onFinish={finish}>
        {failure && <ProblemAlert error={failure.error} details={failure.details} reload={reload} onReloaded={forget} />}
        {typeof children === 'function' ? children(form) : children}
      </Form>
    </Modal>
  );
}
