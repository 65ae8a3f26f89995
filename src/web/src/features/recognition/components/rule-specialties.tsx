import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select, Switch } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { type ItemRule, newSpecialty, type SpecialtyRule } from '../draft';
import type { Faults } from '../draft-faults';
import { RuleField, replaced, WordsFields, without } from './rule-field';

interface Props {
  readonly specialties: readonly SpecialtyRule[];
  readonly items: readonly ItemRule[];
  readonly faults: Faults;
  readonly onChange: (specialties: readonly SpecialtyRule[]) => void;
}

/** What holds in one specialty: shorter windows, a panel that does not unfold by itself. The first that fits is taken. */
export function RuleSpecialties({ specialties, items, faults, onChange }: Props) {
  const { t } = useText();
  return (
    <>
      <ol className="rule-rows">
        {specialties.map((specialty, index) => {
          const name = specialty.department || t('rules.newSpecialty');
          const fault = faults.get(specialty) ?? {};
          const change = (next: Partial<SpecialtyRule>) => onChange(replaced(specialties, index, { ...specialty, ...next }));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one department may stand twice, and rows hold no state of their own
            <li key={index} aria-label={name}>
              <div className="rule-fields">
                <RuleField label={t('rules.department')} fault={fault.department}>
                  {(control) => (
                    <Input
                      {...control}
                      maxLength={50}
                      value={specialty.department}
                      onChange={({ target }) => change({ department: target.value })}
                    />
                  )}
                </RuleField>
                <RuleField label={t('rules.forItems')} fault={fault.items} width="wide">
                  {(control) => (
                    <Select
                      {...control}
                      mode="multiple"
                      allowClear
                      optionFilterProp="label"
                      placeholder={t('rules.allItems')}
                      value={[...(specialty.items ?? [])]}
                      onChange={(codes: string[]) => change({ items: codes.length > 0 ? codes : null })}
                      options={items.map(({ code, name: label }) => ({ value: code, label: label || code }))}
                    />
                  )}
                </RuleField>
                <RuleField label={t('rules.windowFactor')} fault={fault.windowFactor} hint={t('rules.windowFactorHint')}>
                  {(control) => (
                    <InputNumber
                      {...control}
                      min={0.05}
                      max={1}
                      step={0.05}
                      value={specialty.windowFactor}
                      onChange={(windowFactor) => change({ windowFactor })}
                    />
                  )}
                </RuleField>
                <RuleField label={t('rules.mostHours')} fault={fault.windowHours} hint={t('rules.mostHoursHint')}>
                  {(control) => (
                    <InputNumber
                      {...control}
                      min={1}
                      precision={0}
                      value={specialty.windowHours}
                      onChange={(windowHours) => change({ windowHours })}
                    />
                  )}
                </RuleField>
                <RuleField label={t('rules.quiet')} hint={t('rules.quietHint')}>
                  {({ id }) => (
                    <Switch
                      id={id}
                      size="small"
                      checked={specialty.quiet}
                      aria-label={`${name} ${t('rules.quiet')}`}
                      onChange={(quiet) => change({ quiet })}
                    />
                  )}
                </RuleField>
                <WordsFields label={t('rules.why')} value={specialty.reason} fault={fault.text} onChange={(reason) => change({ reason })} />
              </div>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rules.removeNamed', { name })}
                onClick={() => onChange(without(specialties, index))}
              />
            </li>
          );
        })}
      </ol>
      <Button icon={<PlusOutlined />} onClick={() => onChange([...specialties, newSpecialty])}>
        {t('rules.addSpecialty')}
      </Button>
    </>
  );
}
