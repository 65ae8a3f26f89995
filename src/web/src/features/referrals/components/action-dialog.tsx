import { App, Form, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import type { Action } from '@/shared/case/action';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { actionBody, actionFields, isEnding } from '../action-fields';
import { useVocabulary, type Vocabulary } from '../api/get-vocabulary';
import type { Referral } from '../api/shapes';
import { isOpenTask, usualFollowUps } from '../desk';
import { ActionFieldInput } from './action-field';
import { Changes } from './changes';
import { TakenAlert } from './taken-alert';
import { useOpenCase } from './use-case';

interface Props {
  readonly action: Action;
  /** Values that are known where the dialog is opened, such as the follow-up task. */
  readonly start?: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}

/** What a dialog starts with, so that nothing known is typed again. */
function initialOf(action: string, referral: Referral, vocabulary: Vocabulary | undefined): Record<string, unknown> {
  const now = new Date().toISOString();
  switch (action) {
    case 'followUp':
      return { at: now, taskId: referral.plan?.followUps.find(isOpenTask)?.id };
    case 'recordDeath':
      return { at: now };
    case 'rate':
      return { score: 5 };
    case 'depart':
      return { transport: referral.transport ?? { mode: referral.lane === 'emergency' ? 'ambulance' : 'own' } };
    case 'complete':
      return { diagnosis: referral.diagnoses.map(({ text }) => text).join('；') };
    case 'returnDown':
      return {
        diagnosis: referral.diagnoses.map(({ text }) => text).join('；'),
        followUps: usualFollowUps(referral, vocabulary, new Date()),
      };
    default:
      return {};
  }
}

const wide: ReadonlySet<string> = new Set(['accept', 'reserve', 'redirect', 'returnDown', 'provideInfo']);

/** Asks for what an action needs and runs it on the version on screen. */
export function ActionDialog({ action, start, onClose }: Props) {
  const { t, tv } = useText();
  const { run, running, reload, referral } = useOpenCase();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const [failure, setFailure] = useState<{ error: unknown; details: string[]; version: number }>();
  // The form fills itself once, so it waits for what it is filled with.
  const vocabulary = useVocabulary(action.action === 'returnDown' ? 'down' : undefined);
  const fields = actionFields(action, !!referral.discharge);
  const name = tv('referralAction', action.action);
  const hint = hintOf(action.action, referral, tv, t);
  const send = async (values: Record<string, unknown>) => {
    setFailure(undefined);
    const { version } = referral;
    try {
      await run(action.action, actionBody(action.action, values));
      void message.success(t('rcase.done', { action: name }));
      onClose();
    } catch (error) {
      setFailure({ error, version, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  const taken = failure?.error instanceof ApiProblem && failure.error.code === 'capacity-taken' ? failure.error : undefined;
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
      width={action.action === 'returnDown' ? 860 : wide.has(action.action) ? 720 : 520}
      mask={{ closable: false }}
    >
      {vocabulary.isLoading ? (
        <Skeleton active />
      ) : (
        <Form
          form={form}
          layout="vertical"
          onFinish={(values) => void send(values)}
          initialValues={{ ...initialOf(action.action, referral, vocabulary.data), ...start }}
          scrollToFirstError
        >
          {taken && (
            <TakenAlert
              problem={taken}
              onTake={(place) => {
                form.setFieldValue('place', place);
                form.submit();
              }}
            />
          )}
          {failure && !taken && (
            <ProblemAlert
              error={failure.error}
              details={failure.details}
              reload={reload}
              changes={<Changes since={failure.version} />}
              onReloaded={() => setFailure(undefined)}
            />
          )}
          {hint && <p className="muted action-hint">{hint}</p>}
          {fields.length === 0 && !hint && <p>{t('action.confirm', { action: name })}</p>}
          <div className={action.action === 'returnDown' ? 'fields two action-fields' : undefined}>
            {fields.map((field) => (
              <ActionFieldInput key={field.name} field={field} action={action} />
            ))}
          </div>
        </Form>
      )}
    </Modal>
  );
}

type Texts = ReturnType<typeof useText>;

function hintOf(action: string, referral: Referral, tv: Texts['tv'], t: Texts['t']): string | undefined {
  if (action === 'confirmCancel') return t('actionHint.confirmCancel', { reason: referral.cancelRequest?.reason ?? '' });
  const hint = tv('actionHint', action);
  return hint === action ? undefined : hint;
}
