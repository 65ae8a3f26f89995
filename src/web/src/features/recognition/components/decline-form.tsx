import { Button, Checkbox, Form, Input, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState } from '@/shared/ui/load-state';
import { useDeclineReasons } from '../api/checks';
import { useDesk } from './desk-context';

interface Props {
  readonly checkId: string;
  readonly code: string;
  readonly resultId: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

interface Declined {
  readonly reasonCode: string;
  readonly comment?: string;
  readonly explained: boolean;
}

/** Why the test is made again: one of the reasons of the law, and that the patient was told. Opens in the line, never over the page. */
export function DeclineForm({ checkId, code, resultId, onDone, onCancel }: Props) {
  const { t } = useText();
  const desk = useDesk();
  const [form] = Form.useForm<Declined>();
  const reasons = useDeclineReasons(checkId);
  const reasonCode = Form.useWatch('reasonCode', form);
  const commentNeeded = reasons.data?.some((reason) => reason.code === reasonCode && reason.commentRequired) ?? false;
  const line = useRef<HTMLDivElement>(null);
  const ready = reasons.isSuccess;
  // Opened by a key, gone on with by keys.
  useEffect(() => {
    if (ready) line.current?.querySelector('input')?.focus();
  }, [ready]);
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const send = async ({ reasonCode: reason, comment, explained }: Declined) => {
    setFailure(undefined);
    try {
      const told = comment?.trim() ? { comment: comment.trim() } : {};
      const done = await desk.decide({ code, resultId, decision: 'decline', reasonCode: reason, explained, ...told });
      if (done) onDone();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="decline"
      onFinish={(values) => void send(values)}
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
    >
      {failure && <ProblemAlert error={failure.error} details={failure.details} />}
      <div ref={line}>
        <LoadState query={reasons} rows={2}>
          <Form.Item name="reasonCode" label={t('decline.reason')} rules={[{ required: true, message: t('decline.reasonNeeded') }]}>
            <Radio.Group
              className="decline-reasons"
              options={(reasons.data ?? []).map(({ code: value, text }) => ({ value, label: text }))}
            />
          </Form.Item>
          <Form.Item
            name="comment"
            label={t(commentNeeded ? 'decline.commentNeeded' : 'decline.comment')}
            rules={[{ required: commentNeeded, whitespace: true, message: t('decline.commentMissing') }]}
          >
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
          </Form.Item>
          <Form.Item
            name="explained"
            valuePropName="checked"
            rules={[{ validator: async (_, ticked) => (ticked ? undefined : Promise.reject(new Error(t('decline.explainedNeeded')))) }]}
          >
            <Checkbox>{t('decline.explained')}</Checkbox>
          </Form.Item>
          <div className="buttons">
            <Button type="primary" size="small" htmlType="submit" loading={desk.busy === `decline ${resultId}`}>
              {t('decline.send')}
            </Button>
            <Button size="small" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          </div>
        </LoadState>
      </div>
    </Form>
  );
}
