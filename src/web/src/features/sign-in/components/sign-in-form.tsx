import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { spanText } from '@/shared/time/clinic-time';
import { problemText } from '@/shared/ui/load-state';
import { type Credentials, useSignIn } from '../api/sign-in';

interface Props {
  /** Filled in and fixed when the same user comes back. */
  readonly account?: string;
  /** Account picked from outside the form. */
  readonly picked?: Credentials;
}

export function SignInForm({ account, picked }: Props) {
  const { t } = useText();
  const signIn = useSignIn();
  const [form] = Form.useForm<Credentials>();
  const { mutate } = signIn;
  useEffect(() => {
    if (!picked) return;
    form.setFieldsValue(picked);
    mutate(picked);
  }, [picked, form, mutate]);
  return (
    <Form form={form} layout="vertical" requiredMark={false} size="large" onFinish={(values) => mutate(values)} initialValues={{ account }}>
      {signIn.error && (
        <Alert type="error" showIcon role="alert" title={<SignInProblem problem={signIn.error} />} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name="account" label={t('signIn.account')} rules={[{ required: true, message: t('signIn.accountNeeded') }]}>
        <Input prefix={<UserOutlined />} autoComplete="username" autoFocus={!account} disabled={!!account} autoCapitalize="none" />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordNeeded') }]}>
        <Input.Password prefix={<LockOutlined />} autoComplete="current-password" autoFocus={!!account} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}

function SignInProblem({ problem }: { readonly problem: unknown }) {
  const { t } = useText();
  if (!(problem instanceof ApiProblem)) return problemText(problem);
  const seconds = Number(problem.extension('retryAfterSeconds', 'retryAfter') ?? 0);
  const wait = seconds > 0 ? `${t('signIn.retryAfter', { span: spanText(seconds * 1000) })}` : '';
  const locked = problem.status === 429 || problem.status === 423 || problem.code.includes('lock');
  const sentence = problem.code.startsWith('http-')
    ? t(locked ? 'signIn.locked' : problem.status === 401 ? 'signIn.wrong' : 'error.unreachable')
    : problem.title;
  return <>{[sentence, wait].filter(Boolean).join('。')}</>;
}
