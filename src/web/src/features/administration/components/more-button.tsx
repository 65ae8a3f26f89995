import { Button } from 'antd';
import { useText } from '@/shared/i18n/i18n';

interface Props {
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
  readonly count: number;
}

/** How many rows are shown, and the next ones. */
export function MoreButton({ query, count }: Props) {
  const { t } = useText();
  return (
    <p className="admin-more muted small">
      {t('admin.total', { count })}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </p>
  );
}
