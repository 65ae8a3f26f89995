import { Form, Input } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { type Device, type DeviceAction, useDeviceAction } from '../api/devices';
import { StepDialog } from './step-dialog';

interface Props {
  readonly device: Device;
  readonly step: DeviceAction;
  readonly reload: () => unknown;
  readonly onClose: () => void;
}

interface Fields {
  readonly name?: string;
  readonly reason?: string;
}

/** One step on a device: what it does, and what it asks. */
export function DeviceStepDialog({ device, step, reload, onClose }: Props) {
  const { t } = useText();
  const act = useDeviceAction(device);
  const needed = { required: true, whitespace: true, message: t('common.required') };
  const asks = step === 'rename' || step === 'block';
  return (
    <StepDialog<Fields>
      title={`${t(`devices.${step}`)} · ${device.name}`}
      okText={step === 'rename' ? undefined : t(`devices.${step}`)}
      danger={step === 'block' || step === 'retire'}
      initial={{ name: device.name }}
      reload={reload}
      onSend={(values) => act(step, asks ? values : undefined)}
      onClose={onClose}
    >
      {step !== 'rename' && <p>{t(`devices.${step}Text`)}</p>}
      {step === 'rename' && (
        <Form.Item name="name" label={t('devices.name')} rules={[needed]}>
          <Input maxLength={40} autoFocus />
        </Form.Item>
      )}
      {step === 'block' && (
        <Form.Item name="reason" label={t('admin.reason')} rules={[needed]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
      )}
    </StepDialog>
  );
}
