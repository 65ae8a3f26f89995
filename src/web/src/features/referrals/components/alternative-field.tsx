import { Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useReceivers } from '../api/list-receivers';

interface Props {
  readonly id?: string;
  readonly from: string;
  readonly direction: string;
  readonly lane: string;
  readonly without: string;
  readonly value?: string;
  readonly onChange?: (alternative: string | undefined) => void;
}

/** Where the patient might go instead: a hospital that may receive from the sender, or words. */
export function AlternativeField({ id, from, direction, lane, without, value, onChange }: Props) {
  const { t } = useText();
  const receivers = useReceivers({ from, direction, lane });
  return (
    <Select
      id={id}
      mode="tags"
      maxCount={1}
      value={value ? [value] : []}
      onChange={(chosen: string[]) => onChange?.(chosen.at(-1))}
      placeholder={t('field.alternativeHint')}
      optionFilterProp="label"
      options={(receivers.data?.items ?? [])
        .filter((receiver) => receiver.id !== without)
        .map((receiver) => ({ value: receiver.id, label: receiver.name }))}
    />
  );
}
