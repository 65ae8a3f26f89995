import '../phrases';
import '../results.css';
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Checkbox, Progress, Upload } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { sentences, useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { allRefused, type Import, sendImport, useImport, useImports, useRefused } from '../api/import-results';
import { csvOf } from '../csv';
import { saveText } from '../save-text';

/** Old stock comes in as a table; what is refused comes back row by row. */
export function ImportPage() {
  const { t } = useText();
  const [id, setId] = useState<string>();
  const [legacy, setLegacy] = useState(true);
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const earlier = useImports();
  const send = async (file: File) => {
    setProblem(undefined);
    setSent(0);
    try {
      const started = await sendImport(file, legacy, setSent);
      setId(started.id);
      void earlier.refetch();
    } catch (error) {
      setProblem(
        sentences([
          problemText(error),
          ...(error instanceof ApiProblem
            ? Object.values(error.fields)
                .flat()
                .map(({ text }) => text)
            : []),
        ]),
      );
    } finally {
      setSent(undefined);
    }
  };
  const others = (earlier.data?.pages.flatMap(({ items }) => items) ?? []).filter((each) => each.id !== id);
  return (
    <>
      <header className="page-head">
        <h1>{t('import.title')}</h1>
      </header>
      <section className="panel">
        <h2>{t('import.file')}</h2>
        <p className="muted">{t('import.hint')}</p>
        <p>
          <Checkbox checked={legacy} onChange={({ target }) => setLegacy(target.checked)}>
            {t('import.legacy')}
          </Checkbox>
        </p>
        <Upload
          accept=".csv,text/csv"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
          disabled={sent !== undefined}
        >
          <Button type="primary" icon={<UploadOutlined />} loading={sent !== undefined}>
            {sent === undefined ? t('import.choose') : t('import.sending', { percent: Math.round(sent * 100) })}
          </Button>
        </Upload>{' '}
        <Button icon={<DownloadOutlined />} onClick={() => saveText(t('import.templateFile'), csvOf([templateHead, templateRow]))}>
          {t('import.template')}
        </Button>
        {problem && <Alert type="error" showIcon title={problem} className="problem" role="alert" />}
      </section>
      {id && <RunningImport id={id} />}
      {others.length > 0 && (
        <section className="panel">
          <h2>{t('import.earlier')}</h2>
          <ul className="import-rows">
            {others.map((each) => (
              <li key={each.id}>
                <button type="button" onClick={() => setId(each.id)}>
                  <ImportLine run={each} />
                </button>
              </li>
            ))}
          </ul>
          {earlier.hasNextPage && (
            <Button loading={earlier.isFetchingNextPage} onClick={() => void earlier.fetchNextPage()}>
              {t('common.more')}
            </Button>
          )}
        </section>
      )}
    </>
  );
}

/** Heads that the server reads; the file is a Chinese hospital's. */
const templateHead = [
  '患者标识',
  '报告编号',
  '项目编码',
  '编码体系',
  '项目名称',
  '类别',
  '检查时间',
  '采样时间',
  '指标名称',
  '结果',
  '单位',
  '参考下限',
  '参考上限',
  '结论',
  '设备',
  '方法',
];
const templateRow = [
  '',
  'R0001',
  'LAB.K',
  'standard',
  '钾',
  'lab',
  '2026-01-05 08:30',
  '2026-01-05 08:00',
  '钾',
  '4.1',
  'mmol/L',
  '3.5',
  '5.3',
  '',
  '',
  '',
];

function ImportLine({ run }: { readonly run: Import }) {
  const { t, tv } = useText();
  return (
    <span className="line">
      <b>{formatTime(run.startedAt)}</b>
      <span>{tv('importState', run.state)}</span>
      <span>
        {t('import.counts', { rows: formatCount(run.rows), taken: formatCount(run.taken), refused: formatCount(run.refusedCount) })}
      </span>
      {run.rate !== undefined && <span className="muted push">{t('import.rate', { rate: formatCount(Math.round(run.rate)) })}</span>}
    </span>
  );
}

function RunningImport({ id }: { readonly id: string }) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const query = useImport(id);
  const run = query.data;
  const done = run !== undefined && run.state !== 'running';
  const refused = useRefused(id, done && run.refusedCount > 0);
  const [busy, setBusy] = useState(false);
  const fetchAll = async () => {
    setBusy(true);
    try {
      const rows = await allRefused(id);
      const head = [t('import.line'), t('import.field'), t('import.code'), t('import.message')];
      saveText(t('import.refusedFile'), csvOf([head, ...rows.map(({ line, field, code, message: text }) => [line, field, code, text])]));
    } catch (error) {
      void message.error(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-label={t('import.progress')}>
      <LoadState query={query} rows={2}>
        {run && (
          <>
            <h2>
              <ImportLine run={run} />
            </h2>
            {/* How many rows a file has is known at its end: until then the rows that are done with are counted. */}
            {done ? (
              <Progress percent={100} status={run.state === 'failed' ? 'exception' : 'success'} />
            ) : (
              <Progress percent={100} status="active" showInfo={false} />
            )}
            {run.error && <Alert type="error" showIcon title={tv('importError', run.error)} />}
            {run.refusedCount > 0 && (
              <div className="panel-head">
                <span>{t('import.refused', { count: formatCount(run.refusedCount) })}</span>
                <Button size="small" icon={<DownloadOutlined />} loading={busy} disabled={!done} onClick={() => void fetchAll()}>
                  {t('import.download')}
                </Button>
              </div>
            )}
            {refused.data && (
              <div className="figures-scroll">
                <table className="values refused">
                  <thead>
                    <tr>
                      <th scope="col">{t('import.line')}</th>
                      <th scope="col">{t('import.field')}</th>
                      <th scope="col">{t('import.message')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {refused.data.items.map(({ line, field, code, message: text }, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: one line may be refused for two fields
                      <tr key={`${line}-${index}`}>
                        <th scope="row">{line}</th>
                        <td>{field}</td>
                        <td>{text || code}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </>
        )}
      </LoadState>
    </section>
  );
}
