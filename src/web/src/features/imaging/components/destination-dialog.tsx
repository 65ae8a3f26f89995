import { App, AutoComplete, Checkbox, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { type KeptDestination, useInstitutionNames, useKeepDestination } from '../api/routing';

type Values = Omit<KeptDestination, 'kept' | 'maxBytesPerSecond'> & { readonly limit?: number | null };

const kilo = 1024;

interface Props {
  /** Absent for a new one. */
  readonly destination?: KeptDestination;
  readonly known: readonly KeptDestination[];
  readonly onClose: () => void;
}

/** Where images for an institution go: a DICOM node or another platform. */
export function DestinationDialog({ destination, known, onClose }: Props) {
  const { t, tv } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form) ?? destination?.kind ?? 'dimse';
  const institutions = useInstitutionNames();
  const keep = useKeepDestination();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const submit = async ({ limit, ...values }: Values) => {
    try {
      const institutionId = values.institutionId ?? user.institutionId;
      const paused = destination?.paused ?? false;
      await keep.mutateAsync({ ...values, institutionId, paused, maxBytesPerSecond: limit ? limit * kilo : undefined });
      void message.success(t('routing.saved'));
      onClose();
    } catch (error) {
      const details = error instanceof ApiProblem ? showFieldProblems(form, error, { maxBytesPerSecond: 'limit' }) : [];
      setFailure({ error, details });
    }
  };
  const needed = { required: true, whitespace: true, message: t('common.required') };
  const { kept: _kept, maxBytesPerSecond, ...given } = destination ?? { kept: true, kind: 'dimse', port: 104, tls: false, prefetch: false };
  return (
    <Modal
      open
      width={640}
      title={destination ? t('routing.editNamed', { name: destination.name }) : t('routing.addDestination')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={keep.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        className="request"
        initialValues={{ ...given, limit: maxBytesPerSecond === undefined ? undefined : Math.round(maxBytesPerSecond / kilo) }}
        onFinish={(values) => void submit(values)}
      >
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <div className="fields">
          <Form.Item name="name" label={t('routing.name')} rules={[needed]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item
            name="id"
            label={t('routing.id')}
            extra={destination ? undefined : t('routing.idHint')}
            rules={[
              needed,
              { pattern: /^[\w-]*$/, message: t('routing.idFault') },
              {
                validator: (_, id) =>
                  !destination && known.some((each) => each.id === id)
                    ? Promise.reject(new Error(t('routing.idTaken')))
                    : Promise.resolve(),
              },
            ]}
          >
            <Input maxLength={64} disabled={!!destination} />
          </Form.Item>
        </div>
        {hasRole(user, 'administrator') && (
          <Form.Item name="institutionId" label={t('routing.institution')} rules={[needed]}>
            <Select
              disabled={!!destination}
              showSearch={{ optionFilterProp: 'label' }}
              loading={institutions.isPending}
              options={(institutions.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        <Form.Item name="kind" label={t('routing.kind')}>
          <Radio.Group
            optionType="button"
            options={['dimse', 'platform'].map((value) => ({ value, label: tv('destinationKind', value) }))}
          />
        </Form.Item>
        {kind === 'dimse' ? (
          <div className="fields">
            <Form.Item
              name="aeTitle"
              label={t('routing.aeTitle')}
              rules={[needed, { pattern: /^(?! )[ -[\]-~]{0,16}(?<! )$/, message: t('routing.aeFault') }]}
            >
              <Input maxLength={16} />
            </Form.Item>
            <Form.Item name="host" label={t('routing.host')} rules={[needed]}>
              <Input maxLength={255} />
            </Form.Item>
            <Form.Item name="port" label={t('routing.port')} rules={[{ required: true, message: t('common.required') }]}>
              <InputNumber min={1} max={65_535} precision={0} />
            </Form.Item>
            <Form.Item name="connections" label={t('routing.connections')} extra={t('routing.usual')}>
              <InputNumber min={1} max={16} precision={0} />
            </Form.Item>
            <Form.Item name="tls" valuePropName="checked">
              <Checkbox>{t('routing.tls')}</Checkbox>
            </Form.Item>
          </div>
        ) : (
          <Form.Item name="peer" label={t('routing.peer')} extra={t('routing.peerHint')} rules={[needed]}>
            <AutoComplete
              options={[...new Set(known.map(({ peer }) => peer).filter((peer): peer is string => !!peer))].map((value) => ({ value }))}
            />
          </Form.Item>
        )}
        <Form.Item name="limit" label={t('routing.limit')} extra={t('routing.noLimit')}>
          <InputNumber min={1} precision={0} />
        </Form.Item>
        <Form.Item name="prefetch" valuePropName="checked">
          <Checkbox>{t('routing.prefetch')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
