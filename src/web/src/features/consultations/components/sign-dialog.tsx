import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { useOpenCase } from './use-case';

interface Credentials {
  readonly password: string;
  readonly code?: string;
}

/** A signature asks once more who is there. */
export function SignDialog({ onClose, onSigned }: { readonly onClose: () => void; readonly onSigned: () => void }) {
  const { t, tv } = useText();
  const user = useUser();
  const { run, running, reload } = useOpenCase();
  const { message } = App.useApp();
  const [form] = Form.useForm<Credentials>();
  const [error, setError] = useState<unknown>();
  const sign = async ({ password, code }: Credentials) => {
    setError(undefined);
    try {
      await run('sign', code ? { password, code } : { password });
      void message.success(t('action.done', { action: t('action.sign') }));
      onSigned();
      onClose();
    } catch (problem) {
      form.resetFields();
      if (problem instanceof ApiProblem) showFieldProblems(form, problem);
      setError(problem);
    }
  };
  return (
    <Modal
      open
      title={t('opinion.signTitle')}
      okText={t('action.sign')}
      confirmLoading={running}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="sign-who">
        <b>{user.name}</b> {user.title && tv('title', user.title)} <span className="muted">{user.institutionName}</span>
      </p>
      <p className="muted">{t('opinion.signText')}</p>
      <ProblemAlert reload={reload} error={error} onReloaded={() => setError(undefined)} />
      <Form form={form} layout="vertical" onFinish={(values) => void sign(values)}>
        <Form.Item name="password" label={t('need.password')} rules={[{ required: true, message: t('signIn.passwordNeeded') }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        {user.secondFactor && (
          <Form.Item name="code" label={t('need.code')} rules={[{ required: true, message: t('common.required') }]}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
