import { Input, InputNumber } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { Draft } from '../draft';
import { type Faults, settings } from '../draft-faults';
import { RuleField } from './rule-field';

interface Props {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (draft: Draft) => void;
}

/** What holds for the region as a whole. */
export function RuleSettings({ draft, faults, onChange }: Props) {
  const { t } = useText();
  const fault = faults.get(settings) ?? {};
  const sampling = draft.sampling ?? { worstShare: 0.2, leastSamples: 5 };
  return (
    <div className="rule-fields">
      <RuleField width="half" label={t('rules.source')} fault={fault.source}>
        {(control) => (
          <Input
            {...control}
            maxLength={1000}
            value={draft.source}
            onChange={({ target }) => onChange({ ...draft, source: target.value })}
          />
        )}
      </RuleField>
      <RuleField label={t('rules.checkHours')} hint={t('rules.checkHoursHint')} fault={fault.checkHours}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={24 * 30}
            precision={0}
            value={draft.checkHours}
            onChange={(checkHours) => onChange({ ...draft, checkHours })}
          />
        )}
      </RuleField>
      <RuleField label={t('rules.worstShare')} hint={t('rules.worstShareHint')} fault={fault.sampling}>
        {(control) => (
          <InputNumber
            {...control}
            min={0}
            max={100}
            suffix="%"
            value={Math.round(sampling.worstShare * 100)}
            onChange={(share) => share !== null && onChange({ ...draft, sampling: { ...sampling, worstShare: share / 100 } })}
          />
        )}
      </RuleField>
      <RuleField label={t('rules.leastSamples')} hint={t('rules.leastSamplesHint')} fault={fault.sampling}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            precision={0}
            value={sampling.leastSamples}
            onChange={(leastSamples) => leastSamples && onChange({ ...draft, sampling: { ...sampling, leastSamples } })}
          />
        )}
      </RuleField>
    </div>
  );
}
