import { PictureOutlined, WarningFilled } from '@ant-design/icons';
import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';

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

interface Marked {
  readonly critical?: boolean | { readonly confirmedAt?: string };
  readonly voided?: { readonly reason: string };
  readonly corrected: number;
  readonly legacy: boolean;
  readonly mapped: boolean;
  readonly mark?: string;
  readonly studyInstanceUid?: string;
}

/** What must not be overlooked about a result, most important first. */
export function ResultMarks({ row }: { readonly row: Marked }) {
  const { t } = useText();
  const { critical, voided, corrected, legacy, mapped, mark, studyInstanceUid } = row;
  const confirmed = typeof critical === 'object' && !!critical.confirmedAt;
  return (
    <>
      {critical && (
        <Tag color={confirmed ? 'red' : '#cf1322'} variant={confirmed ? undefined : 'solid'} className="tag">
          <WarningFilled /> {t('result.critical')}
        </Tag>
      )}
      {voided && (
        <Tag color="default" className="tag" title={voided.reason}>
          {t('result.voided')}
        </Tag>
      )}
      <HrMark mark={mark} />
      {corrected > 0 && (
        <Tag color="gold" className="tag">
          {t('result.corrected', { count: corrected })}
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
