import { Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useItems } from '../api/checks';
import { type ItemRule, newItem } from '../draft';
import { type Faults, settings } from '../draft-faults';
import { ItemSelect } from './item-select';
import { replaced } from './rule-field';
import { RuleItemDrawer } from './rule-item-drawer';
import { RuleItemRow } from './rule-item-row';

const views = ['all', 'negative', 'diseases', 'changed'] as const;
type View = (typeof views)[number];

interface Props {
  readonly items: readonly ItemRule[];
  /** As they were, by code. */
  readonly before: ReadonlyMap<string, ItemRule>;
  readonly faults: Faults;
  readonly onChange: (items: readonly ItemRule[]) => void;
}

/** Windows and conditions item by item; what was changed is marked with what it was. */
export function RuleItems({ items, before, faults, onChange }: Props) {
  const { t, tv } = useText();
  const [typed, setTyped] = useState('');
  const [view, setView] = useState<View>('all');
  const [open, setOpen] = useState<string>();
  const standard = useItems('', true).data?.items ?? [];
  const sought = typed.trim().toLowerCase();
  const isChanged = (item: ItemRule) => JSON.stringify(before.get(item.code)) !== JSON.stringify(item);
  const fits: Record<View, (item: ItemRule) => boolean> = {
    all: () => true,
    negative: ({ negative }) => negative !== null,
    diseases: ({ diseases }) => diseases.length > 0,
    changed: isChanged,
  };
  // What is wrong is always in sight.
  const rows = items.filter((item) => faults.has(item) || (fits[view](item) && `${item.name} ${item.code}`.toLowerCase().includes(sought)));
  const removed = [...before.values()].filter(({ code }) => items.every((item) => item.code !== code));
  const known = useMemo(
    () => ({
      deviceClasses: [...new Set(items.flatMap(({ deviceClasses }) => deviceClasses))],
      methods: [...new Set(items.flatMap(({ methods }) => methods))],
    }),
    [items],
  );
  const put = (item: ItemRule) =>
    onChange(
      replaced(
        items,
        items.findIndex(({ code }) => code === item.code),
        item,
      ),
    );
  const add = (code: string | undefined) => {
    const found = standard.find((each) => each.code === code);
    if (!found) return;
    if (items.every((item) => item.code !== found.code))
      onChange([...items, before.get(found.code) ?? newItem(found.code, found.name, found.category ?? 'other')]);
    setOpen(found.code);
  };
  const opened = items.find(({ code }) => code === open);
  const whole = faults.get(settings)?.items;
  return (
    <>
      <div className="filters">
        <Input
          allowClear
          placeholder={t('catalogue.search')}
          aria-label={t('catalogue.search')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Segmented<View>
          value={view}
          onChange={setView}
          aria-label={t('rules.view')}
          options={views.map((value) => ({ value, label: tv('rulesView', value) }))}
        />
        <ItemSelect label={t('rules.addItem')} placeholder={t('rules.addItem')} value={undefined} onChange={add} />
        <span className="muted">{t('common.total', { count: rows.length })}</span>
      </div>
      {whole && (
        <p className="fault" role="alert">
          {whole}
        </p>
      )}
      <div className="table-scroll rule-items">
        <table className="rtable">
          <thead>
            <tr>
              <th scope="col">{t('result.item')}</th>
              <th scope="col">{t('rules.windowDays')}</th>
              <th scope="col">{t('rules.never')}</th>
              <th scope="col">{t('catalogue.evidence')}</th>
              <th scope="col">{t('catalogue.conditions')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => (
              <RuleItemRow
                key={item.code}
                item={item}
                before={before.get(item.code)}
                isChanged={isChanged(item)}
                fault={faults.get(item)}
                onChange={put}
                onOpen={() => setOpen(item.code)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {removed.length > 0 && (
        <p>
          {t('rules.removed')}{' '}
          {removed.map((item) => (
            <Button key={item.code} size="small" onClick={() => onChange([...items, item])}>
              {t('rules.restore', { name: item.name || item.code })}
            </Button>
          ))}
        </p>
      )}
      {opened && (
        <RuleItemDrawer
          item={opened}
          fault={faults.get(opened) ?? {}}
          known={known}
          onChange={put}
          onRemove={() => {
            onChange(items.filter(({ code }) => code !== opened.code));
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
