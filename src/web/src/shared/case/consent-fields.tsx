import { Form, Input, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';

const consentBases = ['written', 'guardian', 'emergency'] as const;

/** Consent comes before any data leaves the institution; inside a form. */
export function ConsentFields({ hint }: { readonly hint?: string }) {
  const { t, tv } = useText();
  const required = [{ required: true, message: t('common.required') }];
  return (
    <>
      <p className="muted small">{hint ?? t('request.consentHint')}</p>
      <div className="fields">
        <Form.Item name={['consent', 'basis']} label={t('request.consentBasis')} rules={required}>
          <Select options={consentBases.map((value) => ({ value, label: tv('consent', value) }))} />
        </Form.Item>
        <Form.Item
          name={['consent', 'signedBy']}
          label={t('request.signedBy')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name={['consent', 'at']} label={t('request.consentAt')} rules={required}>
          <ShanghaiTimeInput />
        </Form.Item>
      </div>
    </>
  );
}
