import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Select } from 'antd';
import { DiagnosesFields } from '@/shared/case/diagnoses-fields';
import { useText } from '@/shared/i18n/i18n';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import type { Question } from '../api/checks';

export const ticks = ['emergency', 'beforeSurgery', 'transfusion', 'conditionChanged', 'appraisal'] as const;
export const interventionKinds = ['surgery', 'transfusion', 'chemotherapy', 'radiotherapy', 'other'] as const;

export interface QuestionForm {
  readonly diagnoses?: readonly ({ readonly code?: string; readonly text?: string } | undefined)[];
  readonly ticks?: readonly (typeof ticks)[number][];
  readonly interventions?: readonly ({ readonly kind?: string; readonly at?: string } | undefined)[];
}

/** What was filled in, as it is asked; half-filled lines are left out. */
export function questionOf(
  { diagnoses = [], ticks: ticked = [], interventions = [] }: QuestionForm,
  department: string | undefined,
): Question {
  const treated = interventions.flatMap((each) => (each?.kind && each.at ? [{ kind: each.kind, at: each.at }] : []));
  return {
    diagnoses: diagnoses.flatMap((each) =>
      each?.text?.trim() || each?.code?.trim()
        ? [{ ...(each.code?.trim() ? { code: each.code.trim() } : {}), text: each.text?.trim() ?? '' }]
        : [],
    ),
    ...(department ? { department } : {}),
    context: {
      ...Object.fromEntries(ticked.map((tick) => [tick, true])),
      ...(treated.length > 0 ? { interventions: treated } : {}),
    },
  };
}

/** Diagnoses and the few circumstances that make an earlier result unfit; inside a form. */
export function QuestionFields() {
  const { t, tv } = useText();
  return (
    <div className="question-fields">
      <DiagnosesFields name={['diagnoses']} label={t('form.diagnoses')} />
      <div>
        <Form.Item name="ticks" label={t('order.context')} className="ticks">
          <Checkbox.Group options={ticks.map((value) => ({ value, label: tv('tick', value) }))} />
        </Form.Item>
        <Form.List name="interventions">
          {(fields, { add, remove }) => (
            <div className="interventions">
              {fields.map((field) => (
                <span key={field.key} className="intervention">
                  <Form.Item name={[field.name, 'kind']} noStyle>
                    <Select
                      size="small"
                      placeholder={t('order.treatment')}
                      aria-label={t('order.treatment')}
                      options={interventionKinds.map((value) => ({ value, label: tv('intervention', value) }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'at']} noStyle>
                    <ShanghaiTimeInput />
                  </Form.Item>
                  <Button size="small" type="text" onClick={() => remove(field.name)}>
                    {t('order.remove')}
                  </Button>
                </span>
              ))}
              <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
                {t('order.addTreatment')}
              </Button>
            </div>
          )}
        </Form.List>
      </div>
    </div>
  );
}
