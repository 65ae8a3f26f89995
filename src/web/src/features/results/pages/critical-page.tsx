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
import { sexAndAge } from '@/shared/ui/person-text';
import { useCritical, useResultAction } from '../api/get-results';
import { type CriticalRow, itemName } from '../api/shapes';
import { ValueTable } from '../components/value-table';

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
            <li key={row.id} className="panel">
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
  const { critical, patient, patientId } = row;
  const values = row.values.filter(({ flag }) => flag === 'critical');
  const waited = now.getTime() - new Date(critical?.since ?? row.performedAt).getTime();
  const late = !critical?.confirmedAt && (critical?.escalatedAt || (critical?.dueAt && new Date(critical.dueAt) < now));
  return (
    <>
      <div className="critical-head">
        <b>{itemName(row, (category) => tv('resultCategory', category))}</b>
        {patientId ? <Link to={`/patients/${encodeURIComponent(patientId)}`}>{patient?.name ?? t('timeline.title')}</Link> : patient?.name}
        {patient && <span>{sexAndAge(patient)}</span>}
        <span className="muted">{patient?.maskedIdNumber}</span>
        <span className="muted">{patient?.phoneMasked}</span>
        {!critical?.confirmedAt && (
          <span className={`push ${late ? 'clock-late' : 'clock-soon'}`}>
            {t('critical.waiting', { span: spanText(Math.max(0, waited)) })}
          </span>
        )}
      </div>
      {values.length > 0 ? <ValueTable values={values} /> : <p className="prose">{row.summary}</p>}
      <div className="muted small">
        {row.institutionName} · {formatTime(row.performedAt)} ·{' '}
        <Link to={`/results/${encodeURIComponent(row.id)}`}>{t('critical.whole')}</Link>
      </div>
      {critical?.confirmedAt ? (
        <p>
          {t('critical.confirmed', { time: formatTime(critical.confirmedAt), by: typeof critical.by === 'string' ? critical.by : '' })}
          <br />
          <span className="prose">{critical.handling}</span>
        </p>
      ) : (
        <ConfirmForm row={row} />
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
      await action.mutateAsync({ id: row.id, version: row.version, action: 'confirmCritical', body: { handling: handling.trim() } });
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
