import { Input, Switch } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { RelationRule } from '../draft';
import type { Faults } from '../draft-faults';
import { RuleField, replaced, WordsFields } from './rule-field';

interface Props {
  readonly relations: readonly RelationRule[];
  readonly faults: Faults;
  readonly onChange: (relations: readonly RelationRule[]) => void;
}

/** By which relations a region recognises, and what says so. */
export function RuleRelations({ relations, faults, onChange }: Props) {
  const { t, tv, language } = useText();
  return (
    <ul className="switches">
      {relations.map((relation, index) => {
        const { code, on, text, source } = relation;
        const fault = faults.get(relation) ?? {};
        const change = (next: Partial<RelationRule>) => onChange(replaced(relations, index, { ...relation, ...next }));
        return (
          <li key={code}>
            <Switch size="small" checked={on} aria-label={tv('relation', code)} onChange={(next) => change({ on: next })} />
            <b>{tv('relation', code)}</b> <span>{text[language]}</span> <span className="muted small">{source}</span>
            <details className="row-details" open={Object.keys(fault).length > 0 || undefined}>
              <summary aria-label={`${tv('relation', code)} ${t('rules.wording')}`}>{t('rules.wording')}</summary>
              <div className="rule-fields">
                <WordsFields label={t('rules.text')} value={text} fault={fault.text} onChange={(next) => change({ text: next })} />
                <RuleField width="half" label={t('rules.basis')} fault={fault.source}>
                  {(control) => (
                    <Input {...control} maxLength={400} value={source} onChange={({ target }) => change({ source: target.value })} />
                  )}
                </RuleField>
              </div>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
