import { Form, Input, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useRoundParts } from '../parts';

const bases = ['written', 'guardian'] as const;

/** One inpatient of a round: who, in which bed, why, the least of the record, and the consent; inside a form. */
export function PlaceFields({ at }: { readonly at: number }) {
  const { t, tv } = useText();
  const { PatientField } = useRoundParts();
  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <>
      <Form.Item name={[at, 'patient']} rules={[{ required: true, message: t('request.pickPatientFirst') }]}>
        <PatientField />
      </Form.Item>
      <div className="fields">
        <Form.Item name={[at, 'ward']} label={t('plan.ward')}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name={[at, 'bed']} label={t('plan.bed')} rules={required}>
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
        <Form.Item name={[at, 'reason']} label={t('plan.reason')} rules={required}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <Form.Item name={[at, 'diagnosis']} label={t('plan.diagnosis')} rules={required}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="fields two">
        <Form.Item name={[at, 'complaint']} label={t('plan.complaint')} rules={required}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <Form.Item name={[at, 'history']} label={t('plan.history')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
      </div>
      <div className="fields">
        <Form.Item name={[at, 'consent', 'basis']} label={t('plan.consentBasis')}>
          <Select options={bases.map((value) => ({ value, label: tv('consent', value) }))} />
        </Form.Item>
        <Form.Item name={[at, 'consent', 'signedBy']} label={t('plan.signedBy')} rules={required}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
      </div>
    </>
  );
}
