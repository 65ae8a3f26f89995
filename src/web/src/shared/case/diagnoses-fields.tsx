import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useText } from '@/shared/i18n/i18n';

const most = 10;

/** A list of diagnoses with optional ICD-10 codes; inside a form. */
export function DiagnosesFields({
  name,
  label,
  required,
}: {
  readonly name: (string | number)[];
  readonly label: string;
  readonly required?: boolean;
}) {
  const { t } = useText();
  return (
    <Form.Item label={label} required={required} className="diagnoses">
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <div className="diagnosis" key={field.key}>
                <Form.Item name={[field.name, 'text']} noStyle>
                  <Input placeholder={t('opinion.diagnosisText')} aria-label={t('opinion.diagnosisText')} maxLength={200} />
                </Form.Item>
                <Form.Item name={[field.name, 'code']} noStyle>
                  <Input placeholder={t('opinion.diagnosisCode')} aria-label={t('opinion.diagnosisCode')} maxLength={20} className="code" />
                </Form.Item>
                {fields.length > 1 && (
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('opinion.removeDiagnosis')}
                    onClick={() => remove(field.name)}
                  />
                )}
              </div>
            ))}
            {fields.length < most && (
              <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
                {t('opinion.addDiagnosis')}
              </Button>
            )}
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
