import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popconfirm } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { newReason, type ReasonRule } from '../draft';
import { type Faults, settings } from '../draft-faults';
import { RuleField, replaced, WordsFields, without } from './rule-field';

interface Props {
  readonly reasons: readonly ReasonRule[];
  /** Codes that checks already carry: they are not renamed. */
  readonly known: ReadonlySet<string>;
  readonly faults: Faults;
  readonly onChange: (reasons: readonly ReasonRule[]) => void;
}

/** Reasons for examining again (复检理由): those of the law and those that the region adds. */
export function RuleReasons({ reasons, known, faults, onChange }: Props) {
  const { t, language } = useText();
  const whole = faults.get(settings)?.reasons;
  return (
    <>
      <ol className="rule-rows">
        {reasons.map((reason, index) => {
          const name = reason.text[language] || reason.code || t('rules.newReason');
          const fault = faults.get(reason) ?? {};
          const change = (next: Partial<ReasonRule>) => onChange(replaced(reasons, index, { ...reason, ...next }));
          const remove = () => onChange(without(reasons, index));
          const removing = { type: 'text', icon: <DeleteOutlined />, 'aria-label': t('rules.removeNamed', { name }) } as const;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a code is typed and may be empty; rows hold no state of their own
            <li key={index} aria-label={name}>
              <div className="rule-fields">
                <RuleField label={t('rules.code')} fault={fault.code} hint={known.has(reason.code) ? undefined : t('rules.codeHint')}>
                  {(control) => (
                    <Input
                      {...control}
                      maxLength={50}
                      disabled={known.has(reason.code)}
                      value={reason.code}
                      onChange={({ target }) => change({ code: target.value.trim() })}
                    />
                  )}
                </RuleField>
                <RuleField label={t('rules.statutory')} fault={fault.statutory} hint={t('rules.statutoryHint')} width="wide">
                  {(control) => (
                    <Input
                      {...control}
                      maxLength={200}
                      value={reason.statutory ?? ''}
                      onChange={({ target }) => change({ statutory: target.value || null })}
                    />
                  )}
                </RuleField>
                <WordsFields label={t('rules.reasonText')} value={reason.text} fault={fault.text} onChange={(text) => change({ text })} />
                <Checkbox checked={reason.needsComment} onChange={({ target }) => change({ needsComment: target.checked })}>
                  {t('rules.needsComment')}
                </Checkbox>
              </div>
              {reason.statutory ? (
                <Popconfirm
                  title={t('rules.removeStatutory')}
                  okText={t('rules.remove')}
                  cancelText={t('common.cancel')}
                  onConfirm={remove}
                >
                  <Button {...removing} />
                </Popconfirm>
              ) : (
                <Button {...removing} onClick={remove} />
              )}
            </li>
          );
        })}
      </ol>
      {whole && (
        <p className="fault" role="alert">
          {whole}
        </p>
      )}
      <Button icon={<PlusOutlined />} onClick={() => onChange([...reasons, newReason])}>
        {t('rules.addReason')}
      </Button>
    </>
  );
}
