import { App, Form, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatDay } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { type Kept, usePreview, useSaveCatalogue } from '../api/catalogue';
import { bodyOf, countChanges, type Draft, readDraft } from '../draft';
import { faultsOf, mergeFaults, noFaults, placeFaults, settings } from '../draft-faults';
import type { Approval } from './approval-fields';
import { RuleFoot } from './rule-foot';
import { RuleItems } from './rule-items';
import { RuleReasons } from './rule-reasons';
import { RuleRelations } from './rule-relations';
import { RuleSettings } from './rule-settings';
import { RuleSpecialties } from './rule-specialties';

/** Every part of a version, changed in place; nothing holds before it was approved for a day. */
export function RuleEditor({ kept }: { readonly kept: Kept }) {
  const { t, tv } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const [form] = Form.useForm<Approval>();
  const { shown, whole } = kept;
  const before = useMemo(() => readDraft(whole), [whole]);
  const itemsBefore = useMemo(() => new Map(before.items.map((item) => [item.code, item])), [before]);
  const reasonsBefore = useMemo(() => new Set(before.reasons.map(({ code }) => code)), [before]);
  const [draft, setDraft] = useState(before);
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState(noFaults);
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const preview = usePreview();
  const save = useSaveCatalogue();
  const own = useMemo(() => faultsOf(draft), [draft]);
  const faults = asked ? mergeFaults(refused, own) : noFaults;
  const count = countChanges(before, draft);

  const change = (next: Draft) => {
    setDraft(next);
    setRefused((all) => new Map([...all].filter(([row]) => row !== settings)));
    // What was tried is not what would be saved now.
    preview.reset();
  };
  const fail = (error: unknown) => {
    if (!(error instanceof ApiProblem)) return setFailure({ error, details: [] });
    const { faults: placed, left } = placeFaults(error.fields, draft);
    setRefused(placed);
    const rest = new ApiProblem(error.status, error.code, error.title, left);
    setFailure({ error, details: showFieldProblems(form, rest, { approvedBy: 'approver' }) });
  };
  /** @returns whether there is nothing in the way that the page can see itself */
  const check = () => {
    setAsked(true);
    setRefused(noFaults);
    setFailure(undefined);
    if (own.size === 0) return true;
    void message.error(t('rules.faults', { count: own.size }));
    requestAnimationFrame(() => document.querySelector('.rules .fault')?.scrollIntoView({ block: 'center' }));
    return false;
  };
  const tryIt = () => {
    if (check()) preview.mutate(bodyOf(whole, shown, draft, form.getFieldsValue()), { onError: fail });
  };
  const store = async (values: Approval) => {
    if (!check()) return;
    try {
      await save.mutateAsync(bodyOf(whole, shown, draft, values));
      setAsked(false);
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
      className="rules"
      initialValues={{ approver: user.name, effectiveFrom: formatDay(new Date(Date.now() + 86_400_000).toISOString()) }}
      onFinish={(values) => void store(values)}
    >
      <header className="page-head">
        <h1>{t('rules.title')}</h1>
        <span className="muted">{t('rules.base', { version: shown.version, region: shown.region })}</span>
      </header>
      <section className="panel">
        <h2>{t('rules.mode')}</h2>
        <Radio.Group value={draft.mode} onChange={({ target }) => change({ ...draft, mode: target.value as string })}>
          {['open', 'strict'].map((mode) => (
            <Radio key={mode} value={mode}>
              {tv('catalogueMode', mode)} <span className="muted small">{tv('catalogueModeHint', mode)}</span>
            </Radio>
          ))}
        </Radio.Group>
        <h2>{t('rules.relations')}</h2>
        <RuleRelations relations={draft.relations} faults={faults} onChange={(relations) => change({ ...draft, relations })} />
      </section>
      <section className="panel" aria-label={t('rules.items')}>
        <h2>{t('rules.items')}</h2>
        <RuleItems items={draft.items} before={itemsBefore} faults={faults} onChange={(items) => change({ ...draft, items })} />
      </section>
      <section className="panel" aria-label={t('rules.specialties')}>
        <h2>{t('rules.specialties')}</h2>
        <RuleSpecialties
          specialties={draft.specialties}
          items={draft.items}
          faults={faults}
          onChange={(specialties) => change({ ...draft, specialties })}
        />
      </section>
      <section className="panel" aria-label={t('rules.reasons')}>
        <h2>{t('rules.reasons')}</h2>
        <RuleReasons reasons={draft.reasons} known={reasonsBefore} faults={faults} onChange={(reasons) => change({ ...draft, reasons })} />
      </section>
      <section className="panel" aria-label={t('rules.settings')}>
        <h2>{t('rules.settings')}</h2>
        <RuleSettings draft={draft} faults={faults} onChange={change} />
      </section>
      <RuleFoot
        count={count}
        failure={failure}
        preview={preview}
        isSaving={save.isPending}
        onTry={tryIt}
        onUndo={() => {
          setAsked(false);
          setFailure(undefined);
          change(before);
        }}
      />
    </Form>
  );
}
