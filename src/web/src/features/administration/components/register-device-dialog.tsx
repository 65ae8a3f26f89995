import { Form, Input, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { useRegisterDevice } from '../api/devices';
import { deviceKinds } from '../vocabulary';
import { InstitutionSelect } from './institution-select';
import { StepDialog } from './step-dialog';

interface Fields {
  readonly kind: string;
  readonly name: string;
  readonly institutionId?: string;
  readonly model?: string;
  readonly serialNumber?: string;
}

/** A room, a fixed device or a shared app of an institution; personal browsers register themselves. */
export function RegisterDeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, tv } = useText();
  const { institutionId } = useUser();
  const register = useRegisterDevice();
  const needed = { required: true, message: t('common.required') };
  return (
    <StepDialog<Fields>
      title={t('devices.new')}
      initial={{ kind: 'room' }}
      onSend={({ model, serialNumber, ...values }) =>
        register({ ...values, model: model?.trim() || undefined, serialNumber: serialNumber?.trim() || undefined })
      }
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('devices.kind')} rules={[needed]}>
        <Select options={deviceKinds.map((value) => ({ value, label: tv('deviceKind', value) }))} />
      </Form.Item>
      <Form.Item name="name" label={t('devices.name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={40} autoComplete="off" autoFocus />
      </Form.Item>
      {!institutionId && (
        <Form.Item name="institutionId" label={t('admin.institution')} rules={[needed]}>
          <InstitutionSelect />
        </Form.Item>
      )}
      <Form.Item name="model" label={t('devices.model')}>
        <Input maxLength={60} placeholder={t('common.optional')} />
      </Form.Item>
      <Form.Item name="serialNumber" label={t('devices.serialNumber')}>
        <Input maxLength={60} placeholder={t('common.optional')} />
      </Form.Item>
    </StepDialog>
  );
}
