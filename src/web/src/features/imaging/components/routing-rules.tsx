import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Switch } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { type RoutingRule, useAllDestinations, useRouting, useSetRouting } from '../api/routing';
import { RoutingRuleDialog } from './routing-rule-dialog';

interface Props {
  /** A rule that is being added. */
  readonly isAdding: boolean;
  readonly onAdded: () => void;
}

/** Which studies go where by themselves, in the order in which the rules are asked. */
export function RoutingRules({ isAdding, onAdded }: Props) {
  const { t } = useText();
  const query = useRouting(true);
  const set = useSetRouting();
  const [editing, setEditing] = useState<RoutingRule>();
  const rules = query.data?.rules ?? [];
  const put = (next: readonly RoutingRule[]) => set.mutateAsync({ rules: next, version: query.data?.version ?? 0 });
  // What goes wrong is shown above the list; the promise is for the dialog.
  const change = (next: readonly RoutingRule[]) => void put(next).catch(() => {});
  const swap = (index: number, step: number) =>
    change(rules.map((rule, i) => (i === index ? rules[index + step] : i === index + step ? rules[index] : rule) as RoutingRule));
  const close = () => {
    setEditing(undefined);
    onAdded();
  };
  return (
    <LoadState query={query} empty={rules.length === 0 && !isAdding} emptyText={t('routing.noRules')}>
      {set.error && !editing && !isAdding && <ProblemAlert error={set.error} reload={() => query.refetch().then(() => set.reset())} />}
      <ol className="way-list">
        {rules.map((rule, index) => {
          const { name } = rule;
          return (
            <li key={rule.id} className={rule.enabled ? '' : 'off'} aria-label={name}>
              <div className="way-text">
                <h3>
                  <Switch
                    size="small"
                    checked={rule.enabled}
                    aria-label={t('routing.enabledNamed', { name })}
                    onChange={(enabled) => change(rules.map((each) => (each === rule ? { ...each, enabled } : each)))}
                  />
                  {name}
                </h3>
                <Sentence rule={rule} />
              </div>
              <div className="way-actions">
                <Button
                  size="small"
                  icon={<ArrowUpOutlined />}
                  disabled={index === 0}
                  aria-label={t('routing.up', { name })}
                  onClick={() => swap(index, -1)}
                />
                <Button
                  size="small"
                  icon={<ArrowDownOutlined />}
                  disabled={index === rules.length - 1}
                  aria-label={t('routing.down', { name })}
                  onClick={() => swap(index, 1)}
                />
                <Button size="small" aria-label={t('routing.editNamed', { name })} onClick={() => setEditing(rule)}>
                  {t('routing.edit')}
                </Button>
                <Popconfirm
                  title={t('routing.removeRuleSure', { name })}
                  okText={t('routing.remove')}
                  cancelText={t('common.cancel')}
                  onConfirm={() => change(rules.filter((each) => each !== rule))}
                >
                  <Button size="small" danger aria-label={t('routing.removeNamed', { name })}>
                    {t('routing.remove')}
                  </Button>
                </Popconfirm>
              </div>
            </li>
          );
        })}
      </ol>
      {(editing || isAdding) && (
        <RoutingRuleDialog
          rule={editing}
          place={editing ? rules.indexOf(editing) : rules.length}
          onSave={(rule) => put(editing ? rules.map((each) => (each === editing ? rule : each)) : [...rules, rule])}
          onClose={close}
        />
      )}
    </LoadState>
  );
}

/** A rule in words: when, which studies, where to, at what time, how soon. */
function Sentence({ rule }: { readonly rule: RoutingRule }) {
  const { t, tv } = useText();
  const destinations = useAllDestinations();
  const named = destinations.data?.items.find(({ id }) => id === rule.destinationId)?.name;
  const where = rule.destinationId ? (named ?? `${t('routing.goneDestination')} ${rule.destinationId}`) : t('routing.caseParties');
  const kinds = rule.caseKinds.map((kind) => (tv('kind', kind) === kind ? tv('direction', kind) : tv('kind', kind)));
  const parts = [
    tv('routingTrigger', rule.trigger),
    rule.modalities.join('/') || t('routing.anyModality'),
    rule.trigger !== 'studyComplete' && (kinds.join('、') || t('routing.anyKind')),
    !rule.destinationId && (rule.tiers.map((tier) => tv('tier', tier)).join('、') || t('routing.anyTier')),
    rule.from && rule.to ? `${rule.from.slice(0, 5)}–${rule.to.slice(0, 5)}` : t('routing.anyTime'),
    rule.priority && tv('sendPriority', rule.priority),
  ].filter((part): part is string => !!part);
  return (
    <p className={rule.destinationId && !named && destinations.isSuccess ? 'send-fault' : 'muted'}>
      {parts.join(' · ')} → <b>{where}</b>
    </p>
  );
}
