import { EditOutlined } from '@ant-design/icons';
import { Button, Checkbox, InputNumber, Select, Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { ItemRule } from '../draft';
import { windowText } from '../windows';
import { ItemConditions } from './item-conditions';

const evidences = ['required', 'byRelation', 'none'] as const;
const hoursOfDay = 24;
const usualHours = 7 * hoursOfDay;

interface Props {
  readonly item: ItemRule;
  /** As it was; absent for one that is new. */
  readonly before: ItemRule | undefined;
  readonly isChanged: boolean;
  readonly fault: Readonly<Record<string, string>> | undefined;
  readonly onChange: (item: ItemRule) => void;
  readonly onOpen: () => void;
}

/** What is changed most often stands in the row; the rest opens beside it. */
export function RuleItemRow({ item, before, isChanged, fault, onChange, onOpen }: Props) {
  const { t, tv, language } = useText();
  const name = item.name || item.code;
  const never = item.windowHours === null;
  return (
    <tr className={isChanged ? 'changed' : ''}>
      <th scope="row">
        {name} <code className="muted">{item.code}</code> {!before && <Tag color="blue">{t('rules.added')}</Tag>}
        {fault && (
          <ul className="fault" role="alert">
            {Object.entries(fault).map(([field, text]) => (
              <li key={field}>
                {fieldName(field, t)}：{text}
              </li>
            ))}
          </ul>
        )}
      </th>
      <td>
        <InputNumber
          size="small"
          min={1 / hoursOfDay}
          max={366}
          step={1}
          disabled={never}
          status={fault?.windowHours ? 'error' : ''}
          aria-label={`${name} ${t('rules.windowDays')}`}
          value={item.windowHours === null ? null : item.windowHours / hoursOfDay}
          onChange={(days) => days && onChange({ ...item, windowHours: Math.max(1, Math.round(days * hoursOfDay)) })}
        />
        {before && before.windowHours !== item.windowHours && (
          <span className="muted small"> {t('rules.was', { value: windowText(before.windowHours ?? undefined) })}</span>
        )}
      </td>
      <td>
        <Checkbox
          checked={never}
          aria-label={`${name} ${t('rules.never')}`}
          onChange={({ target }) => onChange({ ...item, windowHours: target.checked ? null : (before?.windowHours ?? usualHours) })}
        />
      </td>
      <td>
        <Select
          size="small"
          aria-label={`${name} ${t('catalogue.evidence')}`}
          value={item.evidence}
          onChange={(evidence: string) => onChange({ ...item, evidence })}
          options={evidences.map((value) => ({ value, label: tv('evidenceRule', value) }))}
        />
      </td>
      <td className="rule-conditions">
        <div>
          {item.negative && <Tag color="red">{t('catalogue.negative')}</Tag>}
          <ItemConditions item={item} negative={item.negative?.reason[language]} />
        </div>
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={t('rules.editConditions', { name })}
          title={t('rules.editConditions', { name })}
          onClick={onOpen}
        />
      </td>
    </tr>
  );
}

/** The field in the words of the page: `diseases[1].codes` is the second disease's codes. */
function fieldName(field: string, t: ReturnType<typeof useText>['t']): string {
  const [, place, inner] = /^diseases\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  if (place) return `${t('rules.diseases')} ${Number(place) + 1} ${t(inner === 'codes' ? 'rules.diseaseCodes' : 'rules.windowHours')}`;
  if (field === 'diseases') return t('rules.diseases');
  if (field === 'windowHours') return t('rules.windowDays');
  if (field.startsWith('negative')) return t('catalogue.negative');
  if (field === 'code') return t('rules.code');
  return field;
}
