import { Form, Input, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { useInstitution } from '../api/institutions';
import { type Practitioner, usePractitionerAction } from '../api/practitioners';
import { titles } from '../vocabulary';
import { InstitutionSelect } from './institution-select';
import { DepartmentField } from './register-practitioner-dialog';
import { ReturnFields } from './return-fields';
import { StepDialog } from './step-dialog';

export type PractitionerStep = 'move' | 'changeTitle' | 'renew' | 'leave' | 'return';

interface Props {
  readonly person: Practitioner;
  readonly step: PractitionerStep;
  readonly reload: () => unknown;
  readonly onClose: () => void;
}

interface Fields {
  readonly institutionId?: string;
  readonly department?: string;
  readonly title?: string;
  readonly validTo?: string;
  readonly from?: string;
  readonly licenceValidTo?: string;
}

const actions = { move: 'move', changeTitle: 'changeTitle', renew: 'renewLicence', leave: 'leave', return: 'return' } as const;

/** Back from today on, with the licence as it is where it still holds. */
function startOf({ licenceValidTo = '' }: Practitioner): Fields {
  const today = formatDay(new Date().toISOString());
  return { from: today, licenceValidTo: licenceValidTo >= today ? licenceValidTo : undefined };
}

/** One step in the working life of a practitioner. */
export function PractitionerStepDialog({ person, step, reload, onClose }: Props) {
  const { t, tv } = useText();
  const act = usePractitionerAction(person);
  const { name, licenceValidTo = '' } = person;
  const needed = { required: true, message: t('common.required') };
  return (
    <StepDialog<Fields>
      title={`${t(`practitioners.${step}`)} · ${name}`}
      okText={step === 'leave' || step === 'return' ? t(`practitioners.${step}`) : undefined}
      danger={step === 'leave'}
      initial={{
        institutionId: person.institutionId,
        department: person.department,
        title: person.title,
        ...(step === 'return' && startOf(person)),
      }}
      reload={reload}
      onSend={(values) => act(actions[step], step === 'leave' ? undefined : values)}
      onClose={onClose}
    >
      {(step === 'move' || step === 'return') && <MoveFields />}
      {step === 'return' && <ReturnFields person={person} />}
      {step === 'changeTitle' && (
        <Form.Item name="title" label={t('practitioners.titleOf')} rules={[needed]}>
          <Select options={titles.map((value) => ({ value, label: tv('title', value) }))} />
        </Form.Item>
      )}
      {step === 'renew' && (
        <Form.Item
          name="validTo"
          label={t('practitioners.validTo')}
          extra={t('practitioners.renewHint', { day: licenceValidTo })}
          rules={[
            needed,
            {
              validator: (_, day?: string) =>
                !day || day >= licenceValidTo
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('practitioners.renewHint', { day: licenceValidTo }))),
            },
          ]}
        >
          <Input type="date" min={licenceValidTo} />
        </Form.Item>
      )}
      {step === 'leave' && <p>{t('practitioners.leaveSure', { name })}</p>}
    </StepDialog>
  );
}

function MoveFields() {
  const { t } = useText();
  const form = Form.useFormInstance<Fields>();
  const institutionId = Form.useWatch('institutionId', form) as string | undefined;
  const institution = useInstitution(institutionId);
  return (
    <>
      <Form.Item name="institutionId" label={t('admin.institution')} rules={[{ required: true, message: t('common.required') }]}>
        <InstitutionSelect onChange={() => form.setFieldsValue({ department: undefined })} />
      </Form.Item>
      <DepartmentField departments={institution.data?.departments ?? []} />
    </>
  );
}
