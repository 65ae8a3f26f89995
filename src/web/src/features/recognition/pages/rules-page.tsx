import '../admin-phrases';
import { App, Button, Form, Input, Radio, Switch } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatDay } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState } from '@/shared/ui/load-state';
import { type Kept, useCatalogue, useCatalogueVersions, usePreview, useSaveCatalogue } from '../api/catalogue';
import { RuleItems } from '../components/rule-items';
import { RulePreview } from '../components/rule-preview';
import { type Changes, countChanges, draftOf, noChanges } from '../draft';

/** A new version of the rules, tried on last month before it holds. */
export function RulesPage() {
  const holding = useCatalogue();
  const versions = useCatalogueVersions(holding.data?.shown.region);
  // Built on the newest version, also when it does not hold yet: the server takes no other.
  const newest = versions.data?.items[0]?.version;
  const query = useCatalogue(newest ?? 'none', newest !== undefined);
  if (holding.error || versions.error) return <LoadState query={holding.error ? holding : versions}>{null}</LoadState>;
  return (
    <LoadState query={query} rows={10}>
      {query.data && <Editor key={query.data.shown.version} kept={query.data} />}
    </LoadState>
  );
}

interface Meta {
  readonly approver: string;
  readonly effectiveFrom: string;
}

function Editor({ kept }: { readonly kept: Kept }) {
  const { t, tv } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const [form] = Form.useForm<Meta>();
  const [changes, setChanges] = useState<Changes>(noChanges);
  const preview = usePreview();
  const save = useSaveCatalogue();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const { shown, whole } = kept;
  const count = countChanges(changes);
  const meta = () => form.getFieldsValue() as Meta;
  const fail = (error: unknown) =>
    setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, { approvedBy: 'approver' }) : [] });
  const change = (next: Changes) => {
    setChanges(next);
    // What was tried is not what would be saved now.
    preview.reset();
  };
  const tryIt = () => {
    setFailure(undefined);
    preview.mutate(draftOf(whole, shown, changes, meta()), { onError: fail });
  };
  const store = async (values: Meta) => {
    setFailure(undefined);
    try {
      await save.mutateAsync(draftOf(whole, shown, changes, values));
      setChanges(noChanges);
      preview.reset();
      void message.success(t('rules.saved', { day: values.effectiveFrom }));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ approver: user.name, effectiveFrom: formatDay(new Date(Date.now() + 86_400_000).toISOString()) }}
      onFinish={(values) => void store(values)}
    >
      <header className="page-head">
        <h1>{t('rules.title')}</h1>
        <span className="muted">{t('rules.base', { version: shown.version, region: shown.region })}</span>
      </header>
      <section className="panel rule-switches">
        <h2>{t('rules.mode')}</h2>
        <Radio.Group value={changes.mode ?? shown.mode} onChange={({ target }) => change({ ...changes, mode: target.value as string })}>
          {['open', 'strict'].map((mode) => (
            <Radio key={mode} value={mode}>
              {tv('catalogueMode', mode)} <span className="muted small">{tv('catalogueModeHint', mode)}</span>
            </Radio>
          ))}
        </Radio.Group>
        <h2>{t('rules.relations')}</h2>
        <ul className="switches">
          {shown.relations.map(({ code, on, text, source }) => (
            <li key={code}>
              <Switch
                size="small"
                checked={changes.relations[code] ?? on}
                aria-label={tv('relation', code)}
                onChange={(next) => change({ ...changes, relations: { ...changes.relations, [code]: next } })}
              />
              <b>{tv('relation', code)}</b> <span>{text}</span> <span className="muted small">{source}</span>
            </li>
          ))}
        </ul>
        {shown.specialties.length > 0 && <h2>{t('rules.specialties')}</h2>}
        <ul className="switches">
          {shown.specialties.map(({ department, quiet, reason, windowFactor }, index) => (
            <li key={department}>
              <Switch
                size="small"
                checked={changes.specialties[index]?.quiet ?? quiet}
                aria-label={`${department} ${t('rules.quiet')}`}
                onChange={(next) =>
                  change({ ...changes, specialties: { ...changes.specialties, [index]: { ...changes.specialties[index], quiet: next } } })
                }
              />
              <b>{department}</b> <span>{t('rules.quiet')}</span>{' '}
              {windowFactor !== undefined && <span>{t('rules.factor', { factor: windowFactor })}</span>}{' '}
              <span className="muted small">{reason}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>{t('rules.items')}</h2>
        <RuleItems catalogue={shown} changes={changes} onChange={change} />
      </section>
      <footer className="request-foot">
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        {preview.data && <RulePreview preview={preview.data} />}
        <div className="buttons rule-foot">
          <Form.Item name="effectiveFrom" label={t('rules.effectiveFrom')} rules={[{ required: true, message: t('common.required') }]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item
            name="approver"
            label={t('rules.approver')}
            rules={[{ required: true, whitespace: true, message: t('common.required') }]}
          >
            <Input maxLength={50} />
          </Form.Item>
          <Button disabled={count === 0} loading={preview.isPending} onClick={tryIt}>
            {t('rules.preview')}
          </Button>
          <Button type="primary" htmlType="submit" disabled={count === 0} loading={save.isPending}>
            {t('rules.save')}
          </Button>
          <span className="muted">{t('rules.changes', { count })}</span>
          {count > 0 && (
            <Button type="text" onClick={() => change(noChanges)}>
              {t('rules.undo')}
            </Button>
          )}
        </div>
      </footer>
    </Form>
  );
}
