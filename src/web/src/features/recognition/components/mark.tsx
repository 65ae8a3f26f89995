import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';

/** The mark that lets others use a result in place of their own test. */
export function Mark({ mark }: { readonly mark?: string }) {
  const { t } = useText();
  if (!mark) return null;
  return (
    <Tag className="tag hr-mark" title={t('result.markMeans', { scope: mark.replace(/HR$/, '') })}>
      {mark}
    </Tag>
  );
}
