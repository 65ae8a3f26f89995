import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { ReceiverFields } from './receiver-fields';
import { useOpenCase } from './use-case';

/** Where a patient goes back to: whence the patient came, unless somebody says otherwise; inside a form. */
export function ReturnToField() {
  const { t } = useText();
  const { referral } = useOpenCase();
  const [other, setOther] = useState(false);
  if (other) return <ReceiverFields from={referral.to.institutionId} direction="down" lane={referral.lane} />;
  return (
    <p>
      {t('returnTo.default', { name: referral.from.institutionName })}{' '}
      <Button type="link" size="small" onClick={() => setOther(true)}>
        {t('returnTo.other')}
      </Button>
    </p>
  );
}
