import '../admin-phrases';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatDay } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState } from '@/shared/ui/load-state';
import type { Whole } from '../api/catalogue';
import { useItems } from '../api/checks';
import { type Prices, usePrices, useSavePrices } from '../api/prices';
import { type Approval, ApprovalFields } from '../components/approval-fields';

/** Prices of items; what recognition saves is counted by the price of the day. */
export function PricesPage() {
  const query = usePrices();
  return (
    <LoadState query={query} rows={10}>
      {query.data && <Editor key={query.data.shown.version} {...query.data} />}
    </LoadState>
  );
}

type Line = Readonly<Record<string, unknown>>;

/** The price that holds where a tier has none of its own. */
const usual = 'fee';
const tiers = ['national', 'provincial', 'city', 'county', 'township', 'village'] as const;

/** Prices that were changed, by place in the list and column. */
type Changed = Readonly<Record<string, number>>;
const place = (index: number, column: string) => `${index}/${column}`;

function withChanges(item: Line, index: number, changed: Changed): Line {
  const own = (item.byTier ?? {}) as Readonly<Record<string, number>>;
  const byTier = Object.fromEntries(Object.entries(own).map(([tier, price]) => [tier, changed[place(index, tier)] ?? price]));
  return { ...item, fee: changed[place(index, usual)] ?? item.fee, byTier };
}

function Editor({ shown, whole }: { readonly shown: Prices; readonly whole: Whole }) {
  const { t, tv } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const [form] = Form.useForm<Approval>();
  const [typed, setTyped] = useState('');
  const [changed, setChanged] = useState<Changed>({});
  const names = new Map((useItems('', true).data?.items ?? []).map(({ code, name }) => [code, name]));
  const save = useSavePrices();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const sought = typed.trim().toLowerCase();
  const count = Object.keys(changed).length;
  const columns = [usual, ...tiers.filter((tier) => shown.items.some(({ byTier }) => tier in byTier))];
  const rows = shown.items
    .map((item, index) => ({ ...item, name: names.get(item.code) ?? item.code, index }))
    .filter(({ code, name }) => `${name} ${code}`.toLowerCase().includes(sought));
  const store = async (values: Approval) => {
    setFailure(undefined);
    const { approvedBy: _approved, version, ...kept } = whole;
    const items = (Array.isArray(whole.items) ? (whole.items as Line[]) : []).map((item, index) => withChanges(item, index, changed));
    try {
      await save.mutateAsync({ ...kept, baseVersion: version, items, ...values });
      setChanged({});
      void message.success(t('rules.saved', { day: values.effectiveFrom }));
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, { approvedBy: 'approver' }) : [] });
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
        <h1>{t('prices.title')}</h1>
        <span className="muted">
          {t('prices.head', { version: shown.version, day: shown.effectiveFrom ?? '', by: shown.approvedBy ?? '', source: shown.source })}
        </span>
      </header>
      <div className="filters">
        <Input
          allowClear
          placeholder={t('catalogue.search')}
          aria-label={t('catalogue.search')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <div className="panel table-scroll">
        <table className="rtable">
          <thead>
            <tr>
              <th scope="col">{t('result.item')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column === usual ? t('prices.price') : tv('tier', column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name, fee, byTier, index }) => (
              <tr key={code} className={columns.some((column) => place(index, column) in changed) ? 'changed' : ''}>
                <th scope="row">
                  {name} <code className="muted">{code}</code>
                </th>
                {columns.map((column) => {
                  const price = column === usual ? fee : byTier[column];
                  return (
                    <td key={column}>
                      {price !== undefined && (
                        <InputNumber
                          size="small"
                          min={0}
                          max={100_000}
                          prefix="¥"
                          aria-label={`${name} ${column === usual ? t('prices.price') : tv('tier', column)}`}
                          value={changed[place(index, column)] ?? price}
                          onChange={(next) => next !== null && setChanged({ ...changed, [place(index, column)]: next })}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className="request-foot">
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <div className="buttons rule-foot">
          <ApprovalFields />
          <Button type="primary" htmlType="submit" disabled={count === 0} loading={save.isPending}>
            {t('rules.save')}
          </Button>
          <span className="muted">{t('rules.changes', { count })}</span>
        </div>
      </footer>
    </Form>
  );
}
