import { App, Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { type PasswordChange, useChangePassword } from '../api/change-password';

/** Shorter ones the server refuses too. */
const least = 10;

interface Fields extends PasswordChange {
  readonly again: string;
}

interface Props {
  /** For the password manager of the browser. */
  readonly account?: string;
  /** Stands beside the button that saves. */
  readonly beside?: ReactNode;
  readonly onChanged?: () => void;
}

export function PasswordForm({ account, beside, onChanged }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const change = useChangePassword();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const submit = async ({ current, password }: Fields) => {
    setFailure(undefined);
    try {
      await change.mutateAsync({ current, password });
      void message.success(t('password.changed'));
      onChanged?.();
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 403) {
        form.setFields([{ name: 'current', errors: [error.code.startsWith('http-') ? t('password.wrong') : error.title] }]);
        form.getFieldInstance('current')?.focus?.();
        return;
      }
      const details = error instanceof ApiProblem ? showFieldProblems(form, error) : [];
      const isBesideFields = error instanceof ApiProblem && Object.keys(error.fields).length > 0 && details.length === 0;
      setFailure(isBesideFields ? undefined : { error, details });
    }
  };
  const needed = { required: true, message: t('common.required') };
  const other = (message: string, fits: (typed: string) => boolean) => ({
    validator: (_: unknown, typed: string | undefined) => (!typed || fits(typed) ? Promise.resolve() : Promise.reject(new Error(message))),
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
      {failure && <ProblemAlert error={failure.error} details={failure.details} />}
      <input type="text" name="username" autoComplete="username" value={account ?? ''} readOnly hidden />
      <Form.Item name="current" label={t('password.current')} rules={[needed]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('password.new')}
        extra={t('password.rule', { count: least })}
        dependencies={['current']}
        rules={[
          needed,
          { min: least, message: t('password.short', { count: least }) },
          other(t('password.same'), (typed) => typed !== form.getFieldValue('current')),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['password']}
        rules={[needed, other(t('password.differ'), (typed) => typed === form.getFieldValue('password'))]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <div className="password-foot">
        {beside}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('password.change')}
        </Button>
      </div>
    </Form>
  );
}
