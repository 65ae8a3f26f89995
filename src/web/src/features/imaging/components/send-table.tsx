import { CloseOutlined, PauseOutlined, PlayCircleOutlined, RedoOutlined } from '@ant-design/icons';
import { App, Button, Progress, Table, Tag, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatShort } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { bytesText, percentOf, secondsLeft } from '../amounts';
import { type Send, useSends, useSteerSend } from '../api/sends';
import { StudyName } from './study-label';

const colours: Record<string, string> = {
  queued: 'default',
  sending: 'processing',
  waiting: 'gold',
  paused: 'orange',
  done: 'success',
  partial: 'red',
  cancelled: 'default',
};

const icons: Record<string, ReactNode> = {
  pause: <PauseOutlined />,
  resume: <PlayCircleOutlined />,
  retry: <RedoOutlined />,
  cancel: <CloseOutlined />,
};

/** Studies on their way out, those that are not over first. */
export function SendTable({ action }: { readonly action: ReactNode }) {
  const { t } = useText();
  const query = useSends();
  const sends = query.data?.items ?? [];
  return (
    <LoadState query={query} empty={sends.length === 0} emptyText={t('sends.none')} emptyAction={action}>
      <Table<Send>
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={sends}
        columns={[
          {
            title: t('sends.study'),
            render: (_, one) => (
              <>
                <PriorityTag priority={one.priority} />
                <StudyName label={one.label} uid={one.study} />
              </>
            ),
          },
          { title: t('sends.destination'), render: (_, one) => <Destination send={one} /> },
          { title: t('sends.state'), render: (_, one) => <State send={one} /> },
          { title: t('sends.progress'), width: 320, render: (_, one) => <SendProgress send={one} /> },
          { title: t('sends.asked'), render: (_, one) => <Asked send={one} /> },
          { title: t('sends.actions'), render: (_, one) => <Actions send={one} /> },
        ]}
      />
    </LoadState>
  );
}

function PriorityTag({ priority }: { readonly priority: string }) {
  const { tv } = useText();
  if (priority === 'normal') return null;
  return (
    <Tag color={priority === 'emergency' ? '#cf1322' : 'default'} variant={priority === 'emergency' ? 'solid' : 'filled'} className="tag">
      {tv('sendPriority', priority)}
    </Tag>
  );
}

function Destination({ send }: { readonly send: Send }) {
  const { tv } = useText();
  return (
    <>
      {send.destinationName} {send.kind && <span className="muted small">{tv('destinationKind', send.kind)}</span>}
    </>
  );
}

function State({ send }: { readonly send: Send }) {
  const { t, tv, language } = useText();
  const now = useNow();
  return (
    <>
      <Tag color={colours[send.state] ?? 'default'} className="tag">
        {tv('sendState', send.state)}
      </Tag>
      {send.lastError && <div className="small send-fault">{language === 'en' ? send.lastError.en : send.lastError.zh}</div>}
      {send.nextAttemptAt && <div className="small muted">{t('sends.nextAttempt', { time: formatShort(send.nextAttemptAt, now) })}</div>}
    </>
  );
}

function SendProgress({ send }: { readonly send: Send }) {
  const { t } = useText();
  const left = send.state === 'sending' ? secondsLeft(send.totalBytes - send.bytes, send.rate) : undefined;
  return (
    <>
      <Progress
        size="small"
        percent={percentOf(send.bytes, send.totalBytes)}
        status={send.state === 'done' ? 'success' : send.refused > 0 ? 'exception' : send.state === 'sending' ? 'active' : 'normal'}
        aria-label={t('sends.progress')}
      />
      <div className="small muted figures">
        {t('sends.objects', { sent: send.sent, total: send.total })} · {bytesText(send.bytes)} / {bytesText(send.totalBytes)}
        {send.refused > 0 && <span className="send-fault"> · {t('sends.refused', { count: send.refused })}</span>}
        {send.state === 'sending' && send.rate > 0 && ` · ${bytesText(send.rate)}/s`}
        {left !== undefined && ` · ${t('sends.left', { time: left < 90 ? `${left} s` : `${Math.ceil(left / 60)} min` })}`}
      </div>
    </>
  );
}

function Asked({ send }: { readonly send: Send }) {
  const { tv } = useText();
  const now = useNow();
  return (
    <>
      {formatShort(send.createdAt, now)}
      {send.cause !== 'asked' && <div className="small muted">{tv('sendCause', send.cause)}</div>}
    </>
  );
}

function Actions({ send }: { readonly send: Send }) {
  const { t, tv } = useText();
  const { message, modal } = App.useApp();
  const steer = useSteerSend();
  const run = (action: string) =>
    steer.mutateAsync({ id: send.id, action }).catch((error: unknown) => void message.error(problemText(error)));
  const press = (action: string) =>
    action === 'cancel'
      ? void modal.confirm({
          title: t('sends.cancelSure'),
          okText: tv('sendAction', 'cancel'),
          cancelText: t('common.back'),
          onOk: () => run(action),
        })
      : void run(action);
  return (
    <span className="send-actions">
      {send.actions.map((action) => (
        <Tooltip key={action} title={tv('sendAction', action)}>
          <Button
            size="small"
            icon={icons[action]}
            danger={action === 'cancel'}
            disabled={steer.isPending}
            aria-label={tv('sendAction', action)}
            onClick={() => press(action)}
          />
        </Tooltip>
      ))}
    </span>
  );
}
