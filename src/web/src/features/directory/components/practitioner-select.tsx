import { Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { usePractitioners } from '../api/list-practitioners';

interface Props {
  readonly id?: string;
  readonly institutionId: string;
  /** Its people come first. */
  readonly department?: string;
  readonly value?: string[];
  readonly onChange?: (ids: string[]) => void;
}

/** Doctors of one institution with their titles; those without a valid licence cannot be chosen. */
export function PractitionerSelect({ id, institutionId, department, value, onChange }: Props) {
  const { tv } = useText();
  const practitioners = usePractitioners(institutionId);
  const today = formatDay(new Date().toISOString());
  const items = [...(practitioners.data?.items ?? [])].sort(
    (a, b) => Number(b.department === department) - Number(a.department === department),
  );
  return (
    <Select
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      loading={practitioners.isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      options={items.map((each) => ({
        value: each.id,
        disabled: !!each.licenceValidTo && each.licenceValidTo.slice(0, 10) < today,
        label: [each.name, each.title && tv('title', each.title), each.department].filter(Boolean).join(' · '),
      }))}
    />
  );
}
