import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { type Institution, useInstitution, useInstitutions } from '../api/institutions';
import { itemsOf } from '../api/send';

interface Props {
  readonly id?: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly label?: string;
  readonly allowClear?: boolean;
  readonly onChange?: (id: string | undefined, chosen: Institution | undefined) => void;
}

const pause = 250;

/** One institution of the directory, found by a part of its name: a province has thousands. */
export function InstitutionSelect({ id, value, placeholder, label, allowClear, onChange }: Props) {
  const { t, tv } = useText();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useInstitutions({ q, limit: 30 });
  const items = itemsOf(found);
  const chosen = useInstitution(value && !items.some((each) => each.id === value) ? value : undefined);
  const all = chosen.data && !q ? [chosen.data, ...items] : items;
  const shown = value && chosen.data && !all.includes(chosen.data) ? [...all, chosen.data] : all;
  return (
    <Select
      id={id}
      aria-label={label}
      value={value}
      allowClear={allowClear}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={placeholder ?? t('admin.pickInstitution')}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? t('common.loading') : t('admin.noneFound')}
      onChange={(next: string | undefined) => {
        setTyped('');
        onChange?.(
          next,
          shown.find((each) => each.id === next),
        );
      }}
      options={shown.map((each) => ({
        value: each.id,
        label: [each.name, each.tier && tv('tier', each.tier)].filter(Boolean).join(' · '),
      }))}
    />
  );
}
