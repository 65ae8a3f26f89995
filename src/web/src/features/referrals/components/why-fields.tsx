import { Alert, Button, Checkbox, Form, Input, Select } from 'antd';
import { DiagnosesFields } from '@/shared/case/diagnoses-fields';
import { useText } from '@/shared/i18n/i18n';
import { useVocabulary, type Vocabulary } from '../api/get-vocabulary';

/** Why: the coded reason, criteria as hints with their source, diagnoses; inside a form. */
export function WhyFields({ direction }: { readonly direction: string | undefined }) {
  const { t } = useText();
  const form = Form.useFormInstance();
  const vocabulary = useVocabulary(direction);
  const lane: string | undefined = Form.useWatch('lane', form);
  const ticked: string[] = Form.useWatch('criteria', form) ?? [];
  const reasonCode: string | undefined = Form.useWatch('reasonCode', form);
  const commentNeeded = vocabulary.data?.reasons.some(({ code, commentRequired }) => code === reasonCode && commentRequired);
  const criteria = vocabulary.data?.criteria ?? [];
  const urgent = criteria.some(({ code, markers }) => markers && ticked.includes(code)) && lane !== 'emergency';
  return (
    <>
      <Form.Item name="reasonCode" label={t('form.reason')} rules={[{ required: true, message: t('common.required') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={vocabulary.isLoading}
          options={(vocabulary.data?.reasons ?? []).map(({ code, text }) => ({ value: code, label: text }))}
        />
      </Form.Item>
      {commentNeeded && (
        <Form.Item
          name="reasonComment"
          label={t('field.comment')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
      <DiagnosesFields name={['diagnoses']} label={t('form.diagnoses')} required />
      {criteria.length > 0 && (
        <details className="criteria" open={ticked.length > 0 || lane === 'emergency'}>
          <summary>
            {t('form.criteria')} ({criteria.length})
          </summary>
          <p className="muted small">{t('form.criteriaHint')}</p>
          <Form.Item name="criteria" className="bare">
            <Criteria criteria={criteria} />
          </Form.Item>
        </details>
      )}
      {urgent && (
        <Alert
          type="warning"
          showIcon
          title={t('form.toEmergency')}
          action={
            <Button size="small" danger type="primary" onClick={() => form.setFieldValue('lane', 'emergency')}>
              {t('form.useEmergency')}
            </Button>
          }
        />
      )}
    </>
  );
}

interface CriteriaProps {
  readonly criteria: Vocabulary['criteria'];
  readonly value?: string[];
  readonly onChange?: (codes: string[]) => void;
}

/** What makes it an emergency first; each with where it is written. */
function Criteria({ criteria, value = [], onChange }: CriteriaProps) {
  const { t } = useText();
  const line = ({ code, text, source }: Vocabulary['criteria'][number]) => (
    <li key={code}>
      <Checkbox
        checked={value.includes(code)}
        onChange={(event) => onChange?.(event.target.checked ? [...value, code] : value.filter((each) => each !== code))}
      >
        {text} {source && <span className="muted small">{source}</span>}
      </Checkbox>
    </li>
  );
  const markers = criteria.filter((each) => each.markers);
  return (
    <>
      {markers.length > 0 && <div className="late small">{t('form.markers')}</div>}
      <ul>{markers.map(line)}</ul>
      <ul>{criteria.filter((each) => !each.markers).map(line)}</ul>
    </>
  );
}
