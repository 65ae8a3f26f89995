import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { sentences, useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';

interface Props {
  readonly error: unknown;
  readonly details?: readonly string[];
  /** Loads the case anew; left out where there is none. */
  readonly reload?: () => unknown;
  readonly onReloaded?: () => void;
  /** What happened since the page was loaded, shown when it is stale. */
  readonly changes?: ReactNode;
}

/** What went wrong with an action. A case that has moved on is loaded anew without touching what was typed. */
export function ProblemAlert({ error, details = [], reload, onReloaded, changes }: Props) {
  const { t } = useText();
  if (!error) return null;
  const stale = error instanceof ApiProblem && (error.isStale || error.code === 'illegal-transition');
  return (
    <Alert
      type={stale ? 'warning' : 'error'}
      showIcon
      role="alert"
      className="problem"
      title={stale && error.isStale ? t('case.changed') : problemText(error)}
      description={
        stale && error.isStale ? (
          <>
            {t('case.changedText')}
            {changes}
          </>
        ) : details.length > 0 ? (
          sentences(details)
        ) : undefined
      }
      action={
        stale &&
        reload && (
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
