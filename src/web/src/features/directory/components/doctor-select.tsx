import { Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { usePractitioners } from '../api/list-practitioners';

interface Props {
  readonly id?: string;
  readonly institutionId: string;
  readonly disabled?: boolean;
  readonly value?: string;
  readonly onChange?: (id: string | undefined) => void;
}

/** One doctor of an institution, or nobody in particular. */
export function DoctorSelect({ id, institutionId, disabled, value, onChange }: Props) {
  const { tv } = useText();
  const practitioners = usePractitioners(institutionId);
  return (
    <Select
      id={id}
      allowClear
      disabled={disabled}
      value={value}
      onChange={onChange}
      loading={practitioners.isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      options={(practitioners.data?.items ?? []).map((each) => ({
        value: each.id,
        label: [each.name, each.title && tv('title', each.title), each.department].filter(Boolean).join(' · '),
      }))}
    />
  );
}
