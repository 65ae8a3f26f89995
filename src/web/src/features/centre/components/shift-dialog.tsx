import { App, Button, Checkbox, Form, Input, Modal, Popconfirm, Radio } from 'antd';
import { type ComponentType, useId, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { weekdayOf, weekFrom } from '@/shared/time/days';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { type Shift, useChangeRoster } from '../api/roster';

/** Chooses one person of the institution; it belongs to another feature and the route brings it. */
export interface PersonFieldProps {
  readonly id?: string;
  readonly institutionId: string | undefined;
  readonly disabled?: boolean;
  readonly value?: string;
  readonly onChange?: (id: string) => void;
}

/** What the dialog begins with: a shift to change, or days to fill, perhaps for somebody and like another shift of theirs. */
export interface ShiftDraft {
  readonly shift?: Shift;
  readonly practitionerId?: string;
  readonly like?: Shift;
  readonly days: readonly string[];
}

interface Props {
  readonly institutionId: string | undefined;
  readonly draft: ShiftDraft;
  readonly monday: string;
  readonly PersonField: ComponentType<PersonFieldProps>;
  readonly onClose: () => void;
}

interface ShiftForm {
  readonly practitionerId: string;
  readonly services: string[];
  readonly days: string[];
  readonly from: string;
  readonly to: string;
  readonly line: string;
}

const services = [
  'imaging',
  'ecg',
  'pathology',
  'ultrasound',
  'clinical',
  'mdt',
  'wardRound',
  'monitoring',
  'surgery',
  'tcm',
  'advice',
] as const;
const usual = { services: ['imaging'], from: '08:00', to: '20:00', line: 'first' };

/** Adds shifts of one week, or changes or removes one. */
export function ShiftDialog({ institutionId, draft, monday, PersonField, onClose }: Props) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const id = useId();
  const [form] = Form.useForm<ShiftForm>();
  const change = useChangeRoster(institutionId);
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const [from, to] = [Form.useWatch('from', form), Form.useWatch('to', form)];
  const { shift } = draft;
  const begun = !!shift && new Date(shift.start) <= new Date();
  const model = shift ?? draft.like;
  const send = async (path: string, done: string, body?: object) => {
    try {
      await change.mutateAsync({ path, body, version: shift?.version });
      void message.success(done);
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, { day: 'days' }) : [] });
    }
  };
  const save = ({ days, ...rest }: ShiftForm) =>
    send(
      shift ? `shifts/${encodeURIComponent(shift.id)}/actions/change` : 'shifts',
      t('centre.saved'),
      shift ? { ...rest, day: days[0] } : { ...rest, days },
    );
  const rules = [{ required: true, message: t('common.required') }];
  return (
    <Modal
      open
      width={560}
      title={t(shift ? 'centre.change' : 'centre.add')}
      onCancel={onClose}
      footer={
        <div className="shift-foot">
          {shift && !begun && (
            <Popconfirm
              title={t('centre.removeSure')}
              okText={t('centre.remove')}
              onConfirm={() => send(`shifts/${encodeURIComponent(shift.id)}/actions/remove`, t('centre.removed'))}
            >
              <Button danger>{t('centre.remove')}</Button>
            </Popconfirm>
          )}
          <span className="push" />
          <Button onClick={onClose}>{t('common.back')}</Button>
          <Button type="primary" htmlType="submit" form={id} loading={change.isPending}>
            {t('common.save')}
          </Button>
        </div>
      }
    >
      <Form
        id={id}
        form={form}
        layout="vertical"
        onFinish={(values) => void save(values)}
        initialValues={{
          ...usual,
          ...(model && { services: model.services, from: model.from, to: model.to, line: model.line }),
          practitionerId: shift?.practitioner.id ?? draft.practitionerId,
          days: [...draft.days],
        }}
      >
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        {begun && <p className="muted">{t('centre.begun')}</p>}
        <Form.Item name="practitionerId" label={t('shift.practitioner')} rules={rules}>
          <PersonField institutionId={institutionId} disabled={begun} />
        </Form.Item>
        <Form.Item name="services" label={t('shift.services')} rules={rules}>
          <Checkbox.Group disabled={begun} options={services.map((value) => ({ value, label: tv('kind', value) }))} />
        </Form.Item>
        <Form.Item name="days" label={t('shift.days')} rules={rules}>
          {shift ? (
            <OneDay monday={monday} disabled={begun} />
          ) : (
            <Checkbox.Group options={weekFrom(monday).map((day) => ({ value: day, label: dayLabel(day, tv) }))} />
          )}
        </Form.Item>
        <div className="shift-hours">
          <Form.Item name="from" label={t('shift.from')} rules={rules}>
            <Input type="time" disabled={begun} />
          </Form.Item>
          <Form.Item name="to" label={t('shift.to')} rules={rules} extra={from && to && to <= from ? t('shift.overnight') : undefined}>
            <Input type="time" />
          </Form.Item>
          <Form.Item name="line" label={t('shift.line')} rules={rules}>
            <Radio.Group optionType="button" options={['first', 'backup'].map((value) => ({ value, label: tv('line', value) }))} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}

interface DayProps {
  readonly id?: string;
  readonly monday: string;
  readonly disabled: boolean;
  readonly value?: string[];
  readonly onChange?: (days: string[]) => void;
}

/** A shift that is there has one day. */
function OneDay({ id, monday, disabled, value, onChange }: DayProps) {
  const { tv } = useText();
  return (
    <Radio.Group
      id={id}
      disabled={disabled}
      value={value?.[0]}
      onChange={({ target }) => onChange?.([target.value as string])}
      options={weekFrom(monday).map((day) => ({ value: day, label: dayLabel(day, tv) }))}
    />
  );
}

const dayLabel = (day: string, tv: (set: string, value: string) => string) => `${tv('weekday', String(weekdayOf(day)))} ${day.slice(5)}`;
