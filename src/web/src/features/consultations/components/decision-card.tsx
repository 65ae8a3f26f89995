import { App, Button, Form, Input, Radio, Rate } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { decisions } from '../vocabulary';
import { may, useOpenCase } from './use-case';

interface Decision {
  readonly decision: string;
  readonly note?: string;
}

/** What the asking side decided, or the form in which it decides. */
export function DecisionCard() {
  const { t, tv } = useText();
  const open = useOpenCase();
  const { decision, followUps, rating } = open.consultation;
  return (
    <>
      {may(open, 'adopt') && <DecisionForm />}
      {decision && (
        <section className="panel" aria-label={t('decide.title')}>
          <h2>{t('decide.title')}</h2>
          <p>
            <b className={`decision-${decision.decision}`}>{tv('decision', decision.decision)}</b>{' '}
            <span className="muted small">
              {decision.by} {formatTime(decision.at)}
            </span>
          </p>
          {decision.note && <p className="prose">{decision.note}</p>}
        </section>
      )}
      {followUps.length > 0 && (
        <section className="panel" aria-label={t('followUp.title')}>
          <h2>{t('followUp.title')}</h2>
          {followUps.map(({ at, findings, by }) => (
            <p key={`${at}${findings}`}>
              <span className="muted small">
                {formatTime(at)} {by}
              </span>
              <br />
              {findings}
            </p>
          ))}
        </section>
      )}
      {rating && (
        <section className="panel" aria-label={t('rating.title')}>
          <h2>{t('rating.title')}</h2>
          <Rate disabled value={rating.score} /> {rating.comment}
        </section>
      )}
    </>
  );
}

function DecisionForm() {
  const { t, tv } = useText();
  const { run, running, reload } = useOpenCase();
  const { message } = App.useApp();
  const [form] = Form.useForm<Decision>();
  const [error, setError] = useState<unknown>();
  const chosen = Form.useWatch('decision', form);
  const send = async (values: Decision) => {
    setError(undefined);
    try {
      await run('adopt', { decision: values.decision, note: values.note?.trim() ?? '' });
      void message.success(t('action.done', { action: t('action.adopt') }));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section className="panel next" aria-label={t('decide.title')}>
      <h2>{t('decide.title')}</h2>
      <p className="muted small">{t('decide.hint')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void send(values)} initialValues={{ decision: 'adopted' }}>
        <Form.Item name="decision">
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            options={decisions.map((value) => ({ value, label: tv('decision', value) }))}
          />
        </Form.Item>
        <Form.Item name="note" rules={[{ required: chosen !== 'adopted', whitespace: true, message: t('decide.noteNeeded') }]}>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            placeholder={t('decide.noteHint')}
            aria-label={t('need.note')}
          />
        </Form.Item>
        <ProblemAlert reload={reload} error={error} onReloaded={() => setError(undefined)} />
        <Button type="primary" htmlType="submit" loading={running}>
          {t('decide.submit')}
        </Button>
      </Form>
    </section>
  );
}
