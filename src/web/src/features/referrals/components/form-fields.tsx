import { Form, Input, Radio, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { directions, lanes, transportModes } from '../vocabulary';

/** Direction and lane; inside a form. */
export function CourseFields({ onDirection }: { readonly onDirection: () => void }) {
  const { t, tv } = useText();
  const form = Form.useFormInstance();
  const direction: string | undefined = Form.useWatch('direction', form);
  const lane: string | undefined = Form.useWatch('lane', form);
  return (
    <div className="fields">
      <Form.Item name="direction" label={t('form.direction')} extra={direction && tv('directionHint', direction)}>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          onChange={onDirection}
          options={directions.map((value) => ({ value, label: tv('direction', value) }))}
        />
      </Form.Item>
      <Form.Item name="lane" label={t('form.lane')} extra={lane && tv('laneHint', lane)}>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          className="urgencies"
          options={lanes.map((value) => ({ value, label: tv('lane', value), className: `urgency-${value}` }))}
        />
      </Form.Item>
    </div>
  );
}

const longText = 2000;
const shortText = 500;

/** The fields of the official form, in its order and with its names; inside a form. */
export function SummaryFields() {
  const { t } = useText();
  const area = (name: string, label: string, rows: number, max: number, needed: boolean, placeholder?: string) => (
    <Form.Item
      name={['summary', name]}
      label={label}
      rules={needed ? [{ required: true, whitespace: true, message: t('common.required') }] : undefined}
    >
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 12 }} maxLength={max} placeholder={placeholder} />
    </Form.Item>
  );
  return (
    <>
      {area('impression', t('form.impression'), 1, shortText, true)}
      {area('presentIllness', t('form.presentIllness'), 3, longText, true)}
      <div className="fields two">
        {area('history', t('form.history'), 2, longText, false)}
        {area('treatment', t('form.treatment'), 2, longText, false)}
        {area('examinations', t('form.examinations'), 2, longText, false)}
        {area('cautions', t('form.cautions'), 2, shortText, false, t('form.cautionsHint'))}
      </div>
    </>
  );
}

/** How the patient travels; inside a form. */
export function TransportFields() {
  const { t, tv } = useText();
  return (
    <div className="fields">
      <Form.Item name={['transport', 'mode']} label={t('field.transport')}>
        <Select options={transportModes.map((value) => ({ value, label: tv('transport', value) }))} />
      </Form.Item>
      <Form.Item name={['transport', 'escort']} label={t('field.escort')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['transport', 'needs']} label={t('field.needs')}>
        <Input maxLength={200} autoComplete="off" placeholder={t('field.needsHint')} />
      </Form.Item>
    </div>
  );
}
