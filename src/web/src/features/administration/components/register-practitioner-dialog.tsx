import { AutoComplete, Form, Input, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { Institution } from '../api/institutions';
import { useRegisterPractitioner } from '../api/practitioners';
import { titles } from '../vocabulary';
import { StepDialog } from './step-dialog';

interface Fields {
  readonly name: string;
  readonly department: string;
  readonly title: string;
  readonly scope?: string;
  readonly licenceNumber: string;
  readonly licenceValidTo: string;
  readonly practisingSince: string;
}

interface Props {
  readonly institution: Institution;
  readonly onClose: () => void;
}

export function RegisterPractitionerDialog({ institution, onClose }: Props) {
  const { t, tv } = useText();
  const register = useRegisterPractitioner();
  const needed = { required: true, message: t('common.required') };
  return (
    <StepDialog<Fields>
      width={640}
      title={t('practitioners.new')}
      onSend={({ scope, ...values }) => register({ ...values, scope: scope?.trim() || undefined, institutionId: institution.id })}
      onClose={onClose}
    >
      {(form) => (
        <div className="fields">
          <Form.Item name="name" label={t('practitioners.name')} rules={[{ ...needed, whitespace: true }]}>
            <Input maxLength={60} autoComplete="off" autoFocus />
          </Form.Item>
          <Form.Item name="title" label={t('practitioners.titleOf')} rules={[needed]}>
            <Select options={titles.map((value) => ({ value, label: tv('title', value) }))} />
          </Form.Item>
          <DepartmentField departments={institution.departments} />
          <Form.Item name="scope" label={t('practitioners.scope')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item
            name="licenceNumber"
            label={t('practitioners.licence')}
            extra={t('practitioners.licenceHint')}
            dependencies={['title']}
            rules={[
              needed,
              {
                validator: (_, typed?: string) => {
                  const fits = form.getFieldValue('title') === 'villageDoctor' ? /^\d{8,20}$/ : /^\d{15}$/;
                  return !typed || fits.test(typed) ? Promise.resolve() : Promise.reject(new Error(t('practitioners.licenceFault')));
                },
              },
            ]}
          >
            <Input maxLength={20} inputMode="numeric" autoComplete="off" />
          </Form.Item>
          <Form.Item name="licenceValidTo" label={t('practitioners.validTo')} rules={[needed]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="practisingSince" label={t('practitioners.since')} rules={[needed]}>
            <Input type="date" />
          </Form.Item>
        </div>
      )}
    </StepDialog>
  );
}

/** One of the institution's departments, or one that is not written down yet. */
export function DepartmentField({ departments }: { readonly departments: readonly string[] }) {
  const { t } = useText();
  return (
    <Form.Item
      name="department"
      label={t('practitioners.department')}
      rules={[{ required: true, whitespace: true, message: t('common.required') }]}
    >
      <AutoComplete maxLength={40} options={departments.map((value) => ({ value }))} />
    </Form.Item>
  );
}
