import { Button, Checkbox, Form, Input, Radio, Rate, Select } from 'antd';
import type { Action, ActionField } from '@/shared/case/action';
import { useText } from '@/shared/i18n/i18n';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import { isOpenTask } from '../desk';
import { AlternativeField } from './alternative-field';
import { useParts } from './case-parts';
import { TransportFields } from './form-fields';
import { FollowUpsField } from './plan-fields';
import { ReceiverFields } from './receiver-fields';
import { ReturnToField } from './return-to-field';
import { useOpenCase } from './use-case';

const longText = 2000;
const shortFields: ReadonlySet<string> = new Set(['ward', 'admissionNumber', 'deathPlace']);

/** The input for one member of an action's body; inside a form. */
export function ActionFieldInput({ field, action }: { readonly field: ActionField; readonly action: Action }) {
  const { t, tv } = useText();
  const { referral } = useOpenCase();
  const { StudiesField, PlaceField, DoctorField } = useParts();
  const form = Form.useFormInstance();
  const reasonCode: string | undefined = Form.useWatch('reasonCode', form);
  const waived: boolean = Form.useWatch('waive', form) ?? false;
  const { name } = field;
  const { from, to, direction, lane, patient } = referral;
  const commentNeeded = name === 'comment' && action.reasons.some(({ code, commentRequired }) => code === reasonCode && commentRequired);
  const required = field.required || commentNeeded;
  const rules = required ? [{ required: true, message: t('common.required') }] : undefined;
  switch (name) {
    case 'to':
      if (action.action === 'returnDown') return <ReturnToField />;
      return <ReceiverFields from={from.institutionId} direction={direction} lane={lane} without={to.institutionId} />;
    case 'transport':
      return <TransportFields />;
    case 'followUps':
      return <FollowUpsField name={['followUps']} />;
    case 'findings':
      return <FindingsField waived={waived} />;
    case 'taskId':
      return <TaskField />;
  }
  const input = () => {
    switch (name) {
      case 'place':
        return <PlaceField institutionId={to.institutionId} department={to.department} bedsFirst={lane === 'emergency'} />;
      case 'reasonCode':
        return <Select options={action.reasons.map(({ code, text }) => ({ value: code, label: text }))} autoFocus />;
      case 'practitionerId':
        return <DoctorField institutionId={to.institutionId} />;
      case 'reason':
        return <ReasonField proposals={action.reasons.map(({ text }) => text)} />;
      case 'alternative':
        return <AlternativeField from={from.institutionId} direction={direction} lane={lane} without={to.institutionId} />;
      case 'at':
        return <ShanghaiTimeInput />;
      case 'agree':
        return (
          <Radio.Group
            options={[
              { value: true, label: t('field.agree.true') },
              { value: false, label: t('field.agree.false') },
            ]}
          />
        );
      case 'score':
        return <Rate />;
      case 'studies':
        return <StudiesField patient={referral.patientId ? { id: referral.patientId, name: patient?.name ?? '' } : undefined} />;
      default:
        return shortFields.has(name) ? (
          <Input maxLength={100} autoComplete="off" />
        ) : (
          <Input.TextArea autoSize={{ minRows: name === 'diagnosis' ? 1 : 2, maxRows: 8 }} maxLength={longText} />
        );
    }
  };
  const label = name === 'deathPlace' ? t('field.place.death') : tv('field', name);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={rules}
      required={required}
      extra={name === 'practitionerId' ? t('field.practitionerHint') : undefined}
    >
      {input()}
    </Form.Item>
  );
}

interface ReasonProps {
  readonly id?: string;
  readonly proposals: readonly string[];
  readonly value?: string;
  readonly onChange?: (reason: string) => void;
}

/** Words of one's own, with those that are mostly used one click away. */
function ReasonField({ id, proposals, value, onChange }: ReasonProps) {
  return (
    <>
      <Input.TextArea
        id={id}
        value={value}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={1000}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <span className="alternatives">
        {proposals.map((proposal) => (
          <Button key={proposal} size="small" onClick={() => onChange?.(proposal)}>
            {proposal}
          </Button>
        ))}
      </span>
    </>
  );
}

/** What was found, or why nothing is to be found out. */
function FindingsField({ waived }: { readonly waived: boolean }) {
  const { t } = useText();
  const rules = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <>
      {waived ? (
        <Form.Item key="waive" name="waiveReason" label={t('field.waiveReason')} rules={rules}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      ) : (
        <Form.Item key="findings" name="findings" label={t('field.findings')} rules={rules}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={longText} />
        </Form.Item>
      )}
      <Form.Item name="waive" valuePropName="checked" className="bare">
        <Checkbox>{t('field.waive')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Asked only when more than one task is open. */
function TaskField() {
  const { t } = useText();
  const { referral } = useOpenCase();
  const open = referral.plan?.followUps.filter(isOpenTask) ?? [];
  return (
    <Form.Item name="taskId" label={t('field.taskId')} hidden={open.length < 2}>
      <Radio.Group className="tasks" options={open.map(({ id, dueOn, what }) => ({ value: id, label: `${dueOn} ${what}` }))} />
    </Form.Item>
  );
}
