import '../sends-phrases';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { addressOf } from '../objects';
import type { Instance } from '../series';

/** PDF in the browser's own viewer; CDA as it is, where nothing in it can run. */
export default function DocumentView({ instances }: { readonly instances: readonly Instance[] }) {
  const { t } = useText();
  const [at, setAt] = useState(0);
  const shown = instances[Math.min(at, instances.length - 1)];
  if (!shown) return null;
  const url = `${addressOf(shown)}/rendered`;
  const isPdf = String(shown['00420012']?.Value?.[0] ?? '') === 'application/pdf';
  return (
    <section className="documents" aria-label={t('documents.region')}>
      <div className="ecg-bar">
        <Select
          size="small"
          value={at}
          onChange={setAt}
          options={instances.map((instance, index) => ({
            value: index,
            label: titleOf(instance) ?? `${t('documents.document')} ${index + 1}`,
          }))}
        />
        <Button size="small" icon={<DownloadOutlined />} href={url} target="_blank" rel="noreferrer">
          {t('documents.open')}
        </Button>
      </div>
      {isPdf ? (
        <iframe title={titleOf(shown) ?? t('documents.document')} src={url} />
      ) : (
        <iframe title={titleOf(shown) ?? t('documents.document')} src={url} sandbox="" />
      )}
    </section>
  );
}

function titleOf(instance: Instance): string | undefined {
  const title = instance['00420010']?.Value?.[0] ?? instance['0008103E']?.Value?.[0];
  return typeof title === 'string' && title ? title : undefined;
}
