import { Button } from 'antd';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import type { usePreview } from '../api/catalogue';
import { ApprovalFields } from './approval-fields';
import { RulePreview } from './rule-preview';

interface Props {
  readonly count: number;
  readonly failure?: { readonly error: unknown; readonly details: readonly string[] };
  readonly preview: Pick<ReturnType<typeof usePreview>, 'data' | 'isPending'>;
  readonly isSaving: boolean;
  readonly onTry: () => void;
  readonly onUndo: () => void;
}

/** Trying, approving and dating a version. */
export function RuleFoot({ count, failure, preview, isSaving, onTry, onUndo }: Props) {
  const { t } = useText();
  return (
    <footer className="request-foot">
      {failure && <ProblemAlert error={failure.error} details={failure.details} />}
      {preview.data && <RulePreview preview={preview.data} />}
      <div className="buttons rule-foot">
        <ApprovalFields />
        <Button disabled={count === 0} loading={preview.isPending} onClick={onTry}>
          {t('rules.preview')}
        </Button>
        <Button type="primary" htmlType="submit" disabled={count === 0} loading={isSaving}>
          {t('rules.save')}
        </Button>
        <span className="muted">{t('rules.changes', { count })}</span>
        {count > 0 && (
          <Button type="text" onClick={onUndo}>
            {t('rules.undo')}
          </Button>
        )}
      </div>
    </footer>
  );
}
