import { Button } from 'antd';
import { useState } from 'react';
import type { Action } from '@/shared/case/action';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import type { FollowUpTask } from '../api/shapes';
import { daysUntil, isOpenTask } from '../desk';
import { ActionDialog } from './action-dialog';
import { useOpenCase } from './use-case';

/** The tasks of a patient who came down: what is due, what was found. */
export function FollowUpList() {
  const { t } = useText();
  const { referral, actions } = useOpenCase();
  const [open, setOpen] = useState<FollowUpTask>();
  // A referral up holds a copy of the plan; its tasks are done and recorded below.
  const tasks = referral.direction === 'down' ? (referral.plan?.followUps ?? []) : [];
  const action: Action | undefined = actions.find(({ action: name }) => name === 'followUp');
  if (tasks.length === 0) return null;
  return (
    <section className="panel follow-ups" aria-label={t('rcase.followUps')}>
      <h2>{t('rcase.followUps')}</h2>
      <ul>
        {tasks.map((task) => (
          <li key={task.id}>
            <span className="line">
              <b>{task.dueOn}</b> <span>{task.what}</span>
              <span className="push">
                {isOpenTask(task) && action ? (
                  <Button size="small" type="primary" onClick={() => setOpen(task)}>
                    {t('followUps.record')}
                  </Button>
                ) : (
                  <DueText task={task} />
                )}
              </span>
            </span>
            {isOpenTask(task) && action && <DueText task={task} />}
            {task.findings && <p className="prose">{task.findings}</p>}
            {task.doneAt && (
              <span className="muted small">
                {formatTime(task.doneAt)} {task.by}
              </span>
            )}
          </li>
        ))}
      </ul>
      {open && action && <ActionDialog action={action} start={{ taskId: open.id }} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

/** How far away a due day is, or how it was settled. */
export function DueText({ task }: { readonly task: Pick<FollowUpTask, 'dueOn' | 'doneAt' | 'waived'> }) {
  const { t } = useText();
  const now = useNow(60_000);
  if (task.waived) return <span className="muted small">{t('task.waived', { reason: task.waived })}</span>;
  if (task.doneAt) return <span className="calm small">{t('task.done', { date: formatTime(task.doneAt).slice(5, 10) })}</span>;
  const left = daysUntil(task.dueOn, now);
  if (left < 0) return <span className="late small">{t('task.overdue', { days: -left })}</span>;
  if (left === 0) return <span className="soon small">{t('task.today')}</span>;
  return <span className={left <= 3 ? 'soon small' : 'muted small'}>{t('task.inDays', { days: left })}</span>;
}
