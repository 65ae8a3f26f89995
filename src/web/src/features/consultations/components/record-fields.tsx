import { Form, Input } from 'antd';
import { DiagnosesFields } from '@/shared/case/diagnoses-fields';
import { useText } from '@/shared/i18n/i18n';

const longText = 4000;
const shortText = 500;

/** Why the opinion is asked and what is known so far; inside a form. */
export function RecordFields() {
  const { t } = useText();
  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  const area = (name: string | string[], label: string, rows: number, max: number, needed = false) => (
    <Form.Item name={name} label={label} rules={needed ? required : undefined}>
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 12 }} maxLength={max} />
    </Form.Item>
  );
  return (
    <>
      <div className="fields two">
        {area('reason', t('request.reason'), 2, shortText, true)}
        {area('purpose', t('request.purpose'), 2, shortText, true)}
      </div>
      {area(['summary', 'complaint'], t('case.complaint'), 1, shortText, true)}
      {area(['summary', 'history'], t('case.history'), 3, longText, true)}
      {area(['summary', 'findings'], t('case.findings'), 2, longText)}
      <DiagnosesFields name={['summary', 'diagnoses']} label={t('case.diagnoses')} />
      {area(['summary', 'treatment'], t('case.treatment'), 2, longText)}
    </>
  );
}
