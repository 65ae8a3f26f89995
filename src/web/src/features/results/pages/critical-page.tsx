import '../phrases';
import '../results.css';
import { App, Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';
import { formatTime, spanText } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState } from '@/shared/ui/load-state';
import { useCritical, useResultAction } from '../api/get-results';
import { type CriticalRow, itemName } from '../api/shapes';

/** Critical values: whoever sees one first says what is done about it. */
export function CriticalPage() {
  const { t } = useText();
  const user = useUser();
  const [open, setOpen] = useState(true);
  const list = useCritical(open);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  useTopic(user.institutionId && `inbox:${user.institutionId}`, ({ type }) => {
    if (type.startsWith('critical')) void list.refetch();
  });
  return (
    <>
      <header className="page-head">
        <h1>{t('critical.title')}</h1>
        <Segmented
          className="push"
          value={open ? 'open' : 'done'}
          onChange={(value) => setOpen(value === 'open')}
          options={[
            { value: 'open', label: t('critical.open') },
            { value: 'done', label: t('critical.done') },
          ]}
        />
      </header>
      <LoadState query={list} empty={rows.length === 0} emptyText={t(open ? 'critical.none' : 'critical.noneDone')}>
        <ul className="critical-rows">
          {rows.map((row) => (
            <li key={row.resultId} className="panel">
              <CriticalCard row={row} />
            </li>
          ))}
        </ul>
        {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{t('common.more')}</Button>}
      </LoadState>
    </>
  );
}

function CriticalCard({ row }: { readonly row: CriticalRow }) {
  const { t, tv } = useText();
  const now = useNow(10_000);
  const { resultId, patientId, patientName, since, dueAt, breachedAt, confirmedAt, handling, by } = row;
  const late = !confirmedAt && (breachedAt !== undefined || (dueAt !== undefined && new Date(dueAt) < now));
  const waited = Math.max(0, now.getTime() - new Date(since).getTime());
  return (
    <>
      <div className="critical-head">
        <b>{itemName(row, (category) => tv('resultCategory', category))}</b>
        <b className="critical-value">{row.summary}</b>
        {patientId ? <Link to={`/patients/${encodeURIComponent(patientId)}`}>{patientName ?? t('timeline.title')}</Link> : patientName}
        {!confirmedAt && (
          <span className={`push ${late ? 'clock-late' : 'clock-soon'}`}>{t('critical.waiting', { span: spanText(waited) })}</span>
        )}
      </div>
      <div className="muted small">
        {row.institutionName} · {formatTime(row.performedAt)} ·{' '}
        <Link to={`/results/${encodeURIComponent(resultId)}`}>{t('critical.whole')}</Link>
      </div>
      {confirmedAt ? (
        <p>
          {t('critical.confirmed', { time: formatTime(confirmedAt), by: by ?? '' })}
          <br />
          <span className="prose">{handling}</span>
        </p>
      ) : (
        patientId && <ConfirmForm row={row} />
      )}
    </>
  );
}

function ConfirmForm({ row }: { readonly row: CriticalRow }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ handling: string }>();
  const action = useResultAction();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const proposals = [t('critical.handling1'), t('critical.handling2'), t('critical.handling3')];
  const confirm = async ({ handling }: { handling: string }) => {
    try {
      await action.mutateAsync({ id: row.resultId, action: 'confirmCritical', body: { handling: handling.trim() } });
      void message.success(t('critical.saved'));
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Form form={form} layout="vertical" className="critical-form" onFinish={(values) => void confirm(values)}>
      {failure && <ProblemAlert error={failure.error} details={failure.details} />}
      <div className="proposals">
        {proposals.map((proposal) => (
          <Button key={proposal} size="small" onClick={() => form.setFieldValue('handling', proposal)}>
            {proposal}
          </Button>
        ))}
      </div>
      <div className="critical-confirm">
        <Form.Item
          name="handling"
          label={t('critical.handling')}
          rules={[{ required: true, whitespace: true, message: t('critical.handlingNeeded') }]}
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={action.isPending}>
          {t('critical.confirm')}
        </Button>
      </div>
    </Form>
  );
}
