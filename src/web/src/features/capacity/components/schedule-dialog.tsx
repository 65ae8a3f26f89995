import { App, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { useChangeCapacity } from '../api/change-capacity';
import { useDoctors, useInstitution } from '../api/get-own-institution';

interface ScheduleForm {
  readonly department: string;
  readonly practitionerId?: string;
  readonly weekdays: number[];
  readonly from: string;
  readonly to: string;
  readonly slotMinutes: number;
  readonly perSlot: number;
  /** Per cent. */
  readonly share: number;
  readonly release: number;
  readonly validFrom: string;
  readonly validTo?: string;
}

const usual = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '11:30', slotMinutes: 15, perSlot: 1, share: 30, release: 24 };
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const renamed = { 'quota.primaryShare': 'share', 'quota.releaseHoursBefore': 'release' };

/** Opens a clinic with weekly hours and the share that primary care may book first. */
export function ScheduleDialog({ institutionId, onClose }: { readonly institutionId: string | undefined; readonly onClose: () => void }) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<ScheduleForm>();
  const institution = useInstitution(institutionId);
  const doctors = useDoctors(institutionId);
  const change = useChangeCapacity();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const department = Form.useWatch('department', form);
  const save = async ({ share, release, ...plan }: ScheduleForm) => {
    try {
      await change.mutateAsync({ path: 'schedules', body: { ...plan, quota: { primaryShare: share / 100, releaseHoursBefore: release } } });
      void message.success(t('schedule.saved'));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, renamed) : [] });
    }
  };
  const rules = [{ required: true, message: t('common.required') }];
  return (
    <Modal
      open
      width={640}
      title={t('schedule.new')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('common.save')}
      confirmLoading={change.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        className="request"
        initialValues={{ ...usual, validFrom: formatDay(new Date().toISOString()) }}
        onFinish={(values) => void save(values)}
      >
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <div className="fields">
          <Form.Item name="department" label={t('schedule.department')} rules={rules}>
            <Select showSearch options={(institution.data?.departments ?? []).map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Form.Item name="practitionerId" label={t('schedule.practitioner')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={(doctors.data?.items ?? [])
                .filter((doctor) => !department || !doctor.department || doctor.department === department)
                .map(({ id, name, department: where }) => ({ value: id, label: [name, where].filter(Boolean).join(' · ') }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="weekdays" label={t('schedule.weekdays')} rules={rules}>
          <Checkbox.Group options={everyDay.map((value) => ({ value, label: tv('weekday', String(value)) }))} />
        </Form.Item>
        <div className="fields">
          <Form.Item name="from" label={t('schedule.from')} rules={rules}>
            <Input type="time" />
          </Form.Item>
          <Form.Item name="to" label={t('schedule.to')} rules={rules}>
            <Input type="time" />
          </Form.Item>
          <Form.Item name="slotMinutes" label={t('schedule.slotMinutes')} rules={rules}>
            <InputNumber min={5} max={480} />
          </Form.Item>
          <Form.Item name="perSlot" label={t('schedule.perSlot')} rules={rules}>
            <InputNumber min={1} max={50} />
          </Form.Item>
          <Form.Item name="share" label={t('schedule.share')} rules={rules}>
            <InputNumber min={0} max={100} suffix="%" />
          </Form.Item>
          <Form.Item name="release" label={t('schedule.release')} rules={rules}>
            <InputNumber min={0} max={720} />
          </Form.Item>
          <Form.Item name="validFrom" label={t('schedule.validFrom')} rules={rules}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="validTo" label={t('schedule.validTo')}>
            <Input type="date" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
