import { PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { useChangeCapacity } from '../api/change-capacity';
import { useSchedules } from '../api/list-capacity';
import type { Schedule } from '../api/shapes';
import { ScheduleDialog } from './schedule-dialog';

/** The weekly hours of an institution with what is kept for primary care. */
export function ScheduleList({ institutionId }: { readonly institutionId: string | undefined }) {
  const { t } = useText();
  const query = useSchedules(institutionId);
  const [making, setMaking] = useState(false);
  const [asking, setAsking] = useState<{ schedule: Schedule; what: 'end' | 'block' }>();
  const schedules = query.data?.items ?? [];
  const make = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t('schedule.new')}
    </Button>
  );
  return (
    <>
      <div className="filters">{schedules.length > 0 && make}</div>
      <LoadState query={query} empty={schedules.length === 0} emptyText={t('capacity.noSchedules')} emptyAction={make}>
        <ul className="schedules">
          {schedules.map((schedule) => (
            <li key={schedule.id}>
              <ScheduleLine schedule={schedule} onAsk={(what) => setAsking({ schedule, what })} />
            </li>
          ))}
        </ul>
      </LoadState>
      {making && <ScheduleDialog institutionId={institutionId} onClose={() => setMaking(false)} />}
      {asking && <DayDialog {...asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

function ScheduleLine({ schedule, onAsk }: { readonly schedule: Schedule; readonly onAsk: (what: 'end' | 'block') => void }) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const change = useChangeCapacity();
  const { department, practitioner, weekdays, from, to, slotMinutes, perSlot, quota, blocks, affected, validTo } = schedule;
  const unblock = (day: string) =>
    change
      .mutateAsync({ path: `schedules/${encodeURIComponent(schedule.id)}/actions/removeBlock`, body: { day }, version: schedule.version })
      .catch((error: unknown) => void message.error(problemText(error)));
  return (
    <>
      <div className="line">
        <b>{department}</b>
        <span>{practitioner?.name}</span>
        <span>
          {weekdays.map((weekday) => tv('weekday', String(weekday))).join(' ')} {from}–{to}
        </span>
        <span className="muted">
          {perSlot > 1 ? t('schedule.each.many', { minutes: slotMinutes, count: perSlot }) : t('schedule.each', { minutes: slotMinutes })}
        </span>
        <span className={quota?.primaryShare ? 'calm' : 'muted'}>
          {quota?.primaryShare
            ? t('schedule.quota', { share: Math.round(quota.primaryShare * 100), hours: quota.releaseHoursBefore })
            : t('schedule.noQuota')}
        </span>
        {validTo && <span className="muted">{t('schedule.until', { day: validTo })}</span>}
        <span className="push">
          <Button size="small" onClick={() => onAsk('block')}>
            {t('schedule.block')}
          </Button>{' '}
          <Button size="small" danger onClick={() => onAsk('end')}>
            {t('schedule.end')}
          </Button>
        </span>
      </div>
      {blocks.map(({ day, reason }) => (
        <div key={day} className="soon small">
          {t('schedule.blocked', { day, reason })}{' '}
          <Button type="link" size="small" onClick={() => void unblock(day)}>
            {t('schedule.unblock')}
          </Button>
        </div>
      ))}
      {affected.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('capacity.affected', { count: affected.length })}
          description={affected.map(({ slotId, start, caseId }) => (
            <Link key={slotId} className="affected" to={`/referrals/${encodeURIComponent(caseId)}`}>
              {formatDay(start)} {t('capacity.openCase')}
            </Link>
          ))}
        />
      )}
    </>
  );
}

/** Asks for the day on which a clinic does not take place, or which is its last. */
function DayDialog({
  schedule,
  what,
  onClose,
}: {
  readonly schedule: Schedule;
  readonly what: 'end' | 'block';
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const change = useChangeCapacity();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const save = async (body: Record<string, string>) => {
    const action = what === 'end' ? 'end' : 'addBlock';
    try {
      await change.mutateAsync({ path: `schedules/${encodeURIComponent(schedule.id)}/actions/${action}`, body, version: schedule.version });
      void message.success(t('schedule.saved'));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  const rules = [{ required: true, message: t('common.required') }];
  return (
    <Modal
      open
      title={`${t(what === 'end' ? 'schedule.end' : 'schedule.block')} · ${schedule.department} ${schedule.practitioner?.name ?? ''}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ danger: what === 'end' }}
      confirmLoading={change.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(body) => void save(body)}>
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        {what === 'end' ? (
          <Form.Item name="lastDay" label={t('schedule.lastDay')} rules={rules}>
            <Input type="date" />
          </Form.Item>
        ) : (
          <>
            <Form.Item name="day" label={t('schedule.blockDay')} rules={rules}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="reason" label={t('schedule.blockReason')} rules={rules}>
              <Input maxLength={100} />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  );
}
