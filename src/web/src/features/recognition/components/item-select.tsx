import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useItems } from '../api/checks';

interface Props {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (code: string | undefined) => void;
  readonly placeholder?: string;
  readonly label?: string;
}

/** One item of the common list by name or code. */
export function ItemSelect({ id, value, onChange, placeholder, label }: Props) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(!!value);
  const items = useItems(useDeferredValue(typed.trim()), asked);
  return (
    <Select<string>
      id={id}
      allowClear
      className="item-select"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onOpenChange={(open) => open && setAsked(true)}
      onChange={(next: string | undefined) => onChange?.(next)}
      options={(items.data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
    />
  );
}
