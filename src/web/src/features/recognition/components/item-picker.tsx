import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { useItems } from '../api/checks';
import type { StandardItem } from '../api/shapes';
import { rememberItem, usualItems } from '../usual-items';

interface Props {
  readonly id: string;
  readonly chosen: readonly string[];
  readonly onAdd: (item: StandardItem) => void;
}

const usualShown = 8;

/** Puts items into an order: what this doctor orders most by one press, anything else by name, initials of its code, or number. */
export function ItemPicker({ id, chosen, onAdd }: Props) {
  const { t, tv } = useText();
  const user = useUser();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const sought = useDeferredValue(typed.trim());
  const query = useItems(sought, asked);
  const usual = usualItems(user.id).filter(({ code }) => !chosen.includes(code));
  const items = (query.data?.items ?? []).filter(({ code }) => !chosen.includes(code));
  const groups = [...new Set(items.map(({ category }) => category))];
  const add = (item: StandardItem) => {
    rememberItem(user.id, item);
    setTyped('');
    onAdd(item);
  };
  return (
    <div className="item-picker">
      <Select<string>
        id={id}
        aria-label={t('order.addItem')}
        placeholder={t('order.addItemHint')}
        value={null as unknown as string}
        showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
        loading={query.isFetching}
        onFocus={() => setAsked(true)}
        onOpenChange={(open) => open && setAsked(true)}
        notFoundContent={query.isFetching ? t('common.loading') : t('order.noItem')}
        onChange={(code) => {
          const item = items.find((each) => each.code === code);
          if (item) add(item);
        }}
        options={groups.map((category) => ({
          label: tv('resultCategory', category),
          options: items
            .filter((item) => item.category === category)
            .map(({ code, name }) => ({ value: code, label: <ItemOption code={code} name={name} />, title: name })),
        }))}
      />
      {usual.slice(0, usualShown).map((item) => (
        <Button key={item.code} size="small" icon={<PlusOutlined />} onClick={() => add(item)}>
          {item.name}
        </Button>
      ))}
    </div>
  );
}

function ItemOption({ code, name }: { readonly code: string; readonly name: string }) {
  return (
    <span className="option-row">
      <span>{name}</span>
      <small className="muted">{code}</small>
    </span>
  );
}
