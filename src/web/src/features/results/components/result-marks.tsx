import { PictureOutlined, WarningFilled } from '@ant-design/icons';
import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { ResultRow } from '../api/shapes';

/** The mark that lets others use a result in place of their own test. */
export function HrMark({ mark }: { readonly mark?: string }) {
  const { t } = useText();
  if (!mark) return null;
  return (
    <Tag className="tag hr-mark" title={t('result.markMeans', { scope: mark.replace(/HR$/, '') })}>
      {mark}
    </Tag>
  );
}

/** What must not be overlooked about a result, most important first. */
export function ResultMarks({ row }: { readonly row: ResultRow }) {
  const { t } = useText();
  const { critical, voided, corrections, legacy, mapped, mark, studyInstanceUid } = row;
  return (
    <>
      {critical && (
        <Tag color={critical.confirmedAt ? 'red' : '#cf1322'} variant={critical.confirmedAt ? undefined : 'solid'} className="tag">
          <WarningFilled /> {t('result.critical')}
        </Tag>
      )}
      {voided && (
        <Tag color="default" className="tag" title={voided.reason}>
          {t('result.voided')}
        </Tag>
      )}
      <HrMark mark={mark} />
      {corrections.length > 0 && (
        <Tag color="gold" className="tag">
          {t('result.corrected', { count: corrections.length })}
        </Tag>
      )}
      {legacy && <Tag className="tag">{t('result.legacy')}</Tag>}
      {!mapped && (
        <Tag className="tag" title={t('result.unmappedMeans')}>
          {t('result.unmapped')}
        </Tag>
      )}
      {studyInstanceUid && <PictureOutlined className="has-images" title={t('result.hasImages')} aria-label={t('result.hasImages')} />}
    </>
  );
}
