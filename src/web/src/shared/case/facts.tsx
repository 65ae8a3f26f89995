import type { ReactNode } from 'react';
import { useText } from '@/shared/i18n/i18n';

interface Diagnosis {
  readonly code?: string;
  readonly text: string;
}

export function DiagnosisList({ diagnoses }: { readonly diagnoses: readonly Diagnosis[] }) {
  return (
    <ol className="diagnosis-list">
      {diagnoses.map((each) => (
        <li key={`${each.code}${each.text}`}>
          {each.text} {each.code && <code>{each.code}</code>}
        </li>
      ))}
    </ol>
  );
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children || <span className="muted">{t('case.empty')}</span>}</dd>
    </div>
  );
}
