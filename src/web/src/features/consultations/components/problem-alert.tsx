import { Alert, Button } from 'antd';
import { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';
import { useOpenCase } from './use-case';

interface Props {
  readonly error: unknown;
  readonly details?: readonly string[];
  readonly onReloaded?: () => void;
}

/** What went wrong with an action. A case that has moved on is loaded anew without touching what was typed. */
export function ProblemAlert({ error, details = [], onReloaded }: Props) {
  const { t } = useText();
  const { reload } = useOpenCase();
  if (!error) return null;
  const stale = error instanceof ApiProblem && (error.isStale || error.code === 'illegal-transition');
  return (
    <Alert
      type={stale ? 'warning' : 'error'}
      showIcon
      role="alert"
      className="problem"
      title={stale && error.isStale ? t('case.changed') : problemText(error)}
      description={stale && error.isStale ? t('case.changedText') : details.length > 0 ? details.join('；') : undefined}
      action={
        stale && (
          <Button
            size="small"
            onClick={() => {
              void reload();
              onReloaded?.();
            }}
          >
            {t('case.reload')}
          </Button>
        )
      }
    />
  );
}
