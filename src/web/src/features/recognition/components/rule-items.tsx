import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { Catalogue } from '../api/catalogue';
import type { Changes } from '../draft';
import { windowText } from '../windows';

const evidences = ['required', 'byRelation', 'none'] as const;
const hoursOfDay = 24;

interface Props {
  readonly catalogue: Catalogue;
  readonly changes: Changes;
  readonly onChange: (changes: Changes) => void;
}

/** Windows and conditions item by item; what was changed is marked with what it was. */
export function RuleItems({ catalogue, changes, onChange }: Props) {
  const { t, tv } = useText();
  const [typed, setTyped] = useState('');
  const sought = typed.trim().toLowerCase();
  const rows = catalogue.items.filter(({ code, name }) => `${name} ${code}`.toLowerCase().includes(sought));
  const change = (code: string, next: Changes['items'][string]) =>
    onChange({ ...changes, items: { ...changes.items, [code]: { ...changes.items[code], ...next } } });
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
      </div>
      <div className="table-scroll rule-items">
        <table className="rtable">
          <thead>
            <tr>
              <th scope="col">{t('result.item')}</th>
              <th scope="col">{t('rules.windowDays')}</th>
              <th scope="col">{t('rules.never')}</th>
              <th scope="col">{t('catalogue.evidence')}</th>
              <th scope="col">{t('catalogue.noIntervention')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => {
              const changed = changes.items[item.code];
              const never = changed?.never ?? item.windowHours === undefined;
              const hours = changed?.windowHours ?? item.windowHours;
              const name = item.name || item.code;
              return (
                <tr key={item.code} className={changed ? 'changed' : ''}>
                  <th scope="row">
                    {name} <code className="muted">{item.code}</code>
                  </th>
                  <td>
                    <InputNumber
                      size="small"
                      min={0.25}
                      max={3650}
                      step={1}
                      disabled={never}
                      aria-label={`${name} ${t('rules.windowDays')}`}
                      value={hours === undefined ? null : hours / hoursOfDay}
                      onChange={(days) => days && change(item.code, { windowHours: Math.round(days * hoursOfDay) })}
                    />
                    {changed?.windowHours !== undefined && changed.windowHours !== item.windowHours && (
                      <span className="muted small"> {t('rules.was', { value: windowText(item.windowHours) })}</span>
                    )}
                  </td>
                  <td>
                    <Checkbox
                      checked={never}
                      aria-label={`${name} ${t('rules.never')}`}
                      onChange={({ target }) =>
                        change(item.code, {
                          never: target.checked,
                          ...(target.checked || hours !== undefined ? {} : { windowHours: 7 * hoursOfDay }),
                        })
                      }
                    />
                  </td>
                  <td>
                    <Select
                      size="small"
                      aria-label={`${name} ${t('catalogue.evidence')}`}
                      value={changed?.evidence ?? item.evidence}
                      onChange={(evidence: string) => change(item.code, { evidence })}
                      options={evidences.map((value) => ({ value, label: tv('evidenceRule', value) }))}
                    />
                  </td>
                  <td>
                    <Checkbox
                      checked={changed?.noIntervention ?? item.noIntervention}
                      aria-label={`${name} ${t('catalogue.noIntervention')}`}
                      onChange={({ target }) => change(item.code, { noIntervention: target.checked })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
