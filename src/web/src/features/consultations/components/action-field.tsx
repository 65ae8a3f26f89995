import { Form, Input, Radio, Rate, Select } from 'antd';
import type { Action, ActionField } from '@/shared/case/action';
import { useText } from '@/shared/i18n/i18n';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import { decisions } from '../vocabulary';
import { useCaseParts } from './case-parts';
import { useOpenCase } from './use-case';

const sides = ['inviting', 'invited'] as const;
const longText = 2000;

/** The input for one member of an action's body; inside a form. */
export function ActionFieldInput({ field, action }: { readonly field: ActionField; readonly action: Action }) {
  const { t, tv } = useText();
  const { consultation } = useOpenCase();
  const parts = useCaseParts();
  const form = Form.useFormInstance();
  const reasonCode: string | undefined = Form.useWatch('reasonCode', form);
  const chosen: string[] = Form.useWatch('practitionerIds', form) ?? [];
  const { name } = field;
  const commentNeeded = name === 'comment' && action.reasons.some(({ code, commentRequired }) => code === reasonCode && commentRequired);
  const required = field.required || commentNeeded;
  const rules = required ? [{ required: true, message: t('common.required') }] : undefined;
  const label = name === 'findings' ? t('need.findings') : tv('need', name);
  if (name === 'invited') return <parts.InvitedFields service={consultation.kind} from={consultation.inviting.institutionId} />;
  if (name === 'lead') return chosen.length > 1 ? <LeadField chosen={chosen} label={label} /> : null;
  if (name === 'code') return null;
  const input = () => {
    switch (name) {
      case 'reasonCode':
        return <Select options={action.reasons.map(({ code, text }) => ({ value: code, label: text }))} autoFocus />;
      case 'practitionerIds':
        return (
          <parts.PractitionerField
            institutionId={consultation.invited.institutionId}
            department={consultation.invited.department}
            service={consultation.kind}
          />
        );
      case 'start':
      case 'end':
      case 'at':
        return <ShanghaiTimeInput />;
      case 'decision':
        return <Radio.Group options={decisions.map((value) => ({ value, label: tv('decision', value) }))} />;
      case 'side':
        return <Radio.Group options={sides.map((value) => ({ value, label: tv('side', value) }))} />;
      case 'score':
        return <Rate />;
      case 'studies':
        return <parts.StudiesField patient={{ id: consultation.patientId, name: consultation.patient.name }} />;
      case 'room':
        return <Input maxLength={50} />;
      default:
        return (
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={longText}
            placeholder={name === 'alternative' ? t('need.alternativeHint') : undefined}
          />
        );
    }
  };
  return (
    <Form.Item name={name} label={label} rules={rules} required={required}>
      {input()}
    </Form.Item>
  );
}

/** Asked only when there is more than one doctor to choose from. */
function LeadField({ chosen, label }: { readonly chosen: readonly string[]; readonly label: string }) {
  const { t } = useText();
  const parts = useCaseParts();
  const { consultation } = useOpenCase();
  const names = parts.usePractitionerNames(consultation.invited.institutionId);
  return (
    <Form.Item name="lead" label={label} rules={[{ required: true, message: t('common.required') }]}>
      <Radio.Group options={chosen.map((id) => ({ value: id, label: names.get(id) ?? id }))} />
    </Form.Item>
  );
}
