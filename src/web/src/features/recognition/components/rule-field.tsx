import { Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { Words } from '../draft';

interface FieldProps {
  readonly label: string;
  readonly fault?: string;
  readonly hint?: string;
  /** How much of the row it takes. */
  readonly width?: 'wide' | 'half';
  readonly children: (control: { readonly id: string; readonly status: 'error' | ''; readonly 'aria-describedby'?: string }) => ReactNode;
}

/** A control with its name above and what is wrong with it below. */
export function RuleField({ label, fault, hint, width, children }: FieldProps) {
  const id = useId();
  return (
    <div className={`rule-field ${width ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, status: fault ? 'error' : '', ...(fault ? { 'aria-describedby': `${id}-fault` } : {}) })}
      {fault ? (
        <span id={`${id}-fault`} className="fault" role="alert">
          {fault}
        </span>
      ) : (
        hint && <span className="muted small">{hint}</span>
      )}
    </div>
  );
}

interface WordsProps {
  readonly label: string;
  readonly value: Words;
  readonly fault?: string;
  readonly onChange: (value: Words) => void;
}

/** One phrase in both languages. */
export function WordsFields({ label, value, fault, onChange }: WordsProps) {
  const { t } = useText();
  const wanting = (text: string) => (fault && !text.trim() ? fault : undefined);
  return (
    <>
      <RuleField
        width="half"
        label={`${label}（${t('rules.chinese')}）`}
        fault={wanting(value.zh) ?? (value.en.trim() ? fault : undefined)}
      >
        {(control) => (
          <Input {...control} maxLength={200} value={value.zh} onChange={({ target }) => onChange({ ...value, zh: target.value })} />
        )}
      </RuleField>
      <RuleField width="half" label={`${label}（${t('rules.english')}）`} fault={wanting(value.en)}>
        {(control) => (
          <Input {...control} maxLength={300} value={value.en} onChange={({ target }) => onChange({ ...value, en: target.value })} />
        )}
      </RuleField>
    </>
  );
}

/** One row of a list by its place; the others stay the very rows they were. */
export const replaced = <T,>(rows: readonly T[], index: number, row: T): readonly T[] => rows.map((each, i) => (i === index ? row : each));

export const without = <T,>(rows: readonly T[], index: number): readonly T[] => rows.filter((_, i) => i !== index);
