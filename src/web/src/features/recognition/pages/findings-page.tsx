import '../phrases';
import '../recognition.css';
import { App, Button, Form, Input, Segmented, Select, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { formatDay, formatTime } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState } from '@/shared/ui/load-state';
import { useAnswerFinding, useFindings } from '../api/findings';
import type { Finding } from '../api/shapes';
import { yuan } from '../money';

/** Repeats without a decision: the insurer and the authority read them, the institution answers its own. */
export function FindingsPage() {
  const { t } = useText();
  const user = useUser();
  const reader = hasRole(user, 'insurer', 'healthAuthority');
  const [state, setState] = useState('all');
  const [institutionId, setInstitutionId] = useState<string>();
  const list = useFindings({});
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const places = [...new Map(all.map((each) => [each.institutionId, each.institutionName])).entries()];
  const rows = all.filter((row) => (state === 'all' || row.state === state) && (!institutionId || row.institutionId === institutionId));
  const fees = rows.reduce((sum, { fee }) => sum + (fee ?? 0), 0);
  return (
    <>
      <header className="page-head">
        <h1>{t('findings.title')}</h1>
        {rows.length > 0 && (
          <span className="muted">
            {t('findings.sum', { count: rows.length })}
            {fees > 0 && t('findings.fees', { fee: yuan(fees) })}
          </span>
        )}
      </header>
      <p className="muted intro">{t(reader ? 'findings.introReader' : 'findings.intro')}</p>
      <div className="filters">
        <Segmented
          value={state}
          onChange={setState}
          options={[
            { value: 'all', label: t('common.all') },
            { value: 'open', label: t('findingState.open') },
            { value: 'explained', label: t('findingState.explained') },
            { value: 'answered', label: t('findingState.answered') },
          ]}
        />
        {reader && (
          <Select
            allowClear
            className="institution-filter"
            aria-label={t('by.institution')}
            placeholder={t('by.institution')}
            value={institutionId}
            onChange={setInstitutionId}
            options={places.map(([value, label]) => ({ value, label }))}
          />
        )}
      </div>
      <LoadState query={list} empty={rows.length === 0} emptyText={t('findings.none')}>
        <ul className="finding-rows">
          {rows.map((row) => (
            <li key={row.id} className="panel">
              <FindingCard row={row} mayAnswer={!reader && row.institutionId === user.institutionId} />
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </LoadState>
    </>
  );
}

function FindingCard({ row, mayAnswer }: { readonly row: Finding; readonly mayAnswer: boolean }) {
  const { t, tv } = useText();
  const [answering, setAnswering] = useState(false);
  const { answer } = row;
  return (
    <>
      <div className="line">
        <b>{row.itemName || row.itemCode}</b>
        <Tag color={row.state === 'open' ? 'red' : 'default'} className="tag">
          {tv('findingState', row.state)}
        </Tag>
        {row.reasonCode && <span>{tv('declineReason', row.reasonCode)}</span>}
        {row.fee !== undefined && <span>{yuan(row.fee)}</span>}
        <span className="muted push">{formatTime(row.at)}</span>
      </div>
      <div>
        {t('findings.text', { institution: row.institutionName, prior: row.priorInstitutionName, day: formatDay(row.priorAt) })}
        {row.checkId && !mayAnswer
          ? null
          : row.checkId && (
              <>
                {' '}
                <Link to={`/recognition/checks/${encodeURIComponent(row.checkId)}`}>{row.number ?? t('findings.check')}</Link>
              </>
            )}
      </div>
      {answer && (
        <blockquote className="finding-answer">
          <span className="prose">{answer.text}</span>
          <span className="muted small"> {[answer.by, formatTime(answer.at)].filter(Boolean).join(' · ')}</span>
        </blockquote>
      )}
      {mayAnswer && !answer && !answering && (
        <Button size="small" onClick={() => setAnswering(true)}>
          {t('findings.answer')}
        </Button>
      )}
      {answering && !answer && <AnswerForm id={row.id} onCancel={() => setAnswering(false)} />}
    </>
  );
}

function AnswerForm({ id, onCancel }: { readonly id: string; readonly onCancel: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ text: string }>();
  const answer = useAnswerFinding();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const send = async ({ text }: { text: string }) => {
    try {
      await answer.mutateAsync({ id, text: text.trim() });
      void message.success(t('findings.answered'));
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Form form={form} layout="vertical" onFinish={(values) => void send(values)}>
      {failure && <ProblemAlert error={failure.error} details={failure.details} />}
      <Form.Item name="text" label={t('findings.answerText')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
        <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
      </Form.Item>
      <div className="buttons">
        <Button type="primary" size="small" htmlType="submit" loading={answer.isPending}>
          {t('findings.send')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </Form>
  );
}
