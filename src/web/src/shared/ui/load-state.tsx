import { Button, Empty, Result, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ShapeError } from '@/shared/api/shape';
import { translate, useText } from '@/shared/i18n/i18n';

/** One sentence for the user, whatever was thrown. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) return error.title;
  if (error instanceof ShapeError) return translate('error.shape');
  return translate('error.crash');
}

interface Props {
  readonly query: { readonly isPending: boolean; readonly error: unknown; readonly data: unknown; refetch(): unknown };
  readonly empty?: boolean;
  readonly emptyText?: ReactNode;
  readonly emptyAction?: ReactNode;
  readonly rows?: number;
  readonly children: ReactNode;
}

/** Loading, failed and empty look the same everywhere. Data that is already there stays on screen when a refresh fails. */
export function LoadState({ query, empty, emptyText, emptyAction, rows = 6, children }: Props) {
  const { t } = useText();
  if (query.data === undefined && query.isPending) return <Skeleton active title={false} paragraph={{ rows }} style={{ padding: 16 }} />;
  if (query.data === undefined && query.error)
    return (
      <Result
        status="warning"
        title={t('error.title')}
        subTitle={problemText(query.error)}
        extra={<Button onClick={() => void query.refetch()}>{t('error.retry')}</Button>}
      />
    );
  if (empty)
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyText} style={{ padding: '32px 0' }}>
        {emptyAction}
      </Empty>
    );
  return children;
}
