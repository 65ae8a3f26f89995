import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { Institution } from '../api/institutions';
import { statusColours } from '../connection';

export function ConnectionTags({ institution }: { readonly institution: Institution }) {
  const { t, tv } = useText();
  return (
    <>
      <Tag className="tag" color={statusColours[institution.status] ?? 'default'}>
        {tv('connection', institution.status)}
      </Tag>
      {institution.overdue && (
        <Tag className="tag" color="red">
          {t('institutions.overdue')}
        </Tag>
      )}
    </>
  );
}
