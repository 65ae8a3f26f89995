import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { uploadQueueOf } from '@/features/imaging/upload-queue';
import { request } from '@/shared/api/http';
import { flush } from '@/shared/drafts/outbox';
import { translate } from '@/shared/i18n/i18n';
import { live } from '@/shared/live/live';

const tryAgainAfter = 60_000;

export const outboxChanged = 'telemed:outbox';

/** Sends what waits on this machine when the page opens, when the browser is back on line, and when the hub is. */
export function useOutboxSync(owner: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const sync = useEffectEvent(async () => {
    // A request may name a study whose files still lie here.
    const uploads = uploadQueueOf(owner);
    await uploads.resume().catch(() => {});
    await uploads.retry().catch(() => {});
    const sent = await flush(owner, ({ path, body, key }) => request(path, { method: 'POST', body, idempotencyKey: key })).catch(() => 0);
    window.dispatchEvent(new Event(outboxChanged));
    if (sent === 0) return;
    void message.success(translate('outbox.sent', { count: sent }));
    await client.invalidateQueries({ queryKey: ['consultations'] });
  });
  useEffect(() => {
    let running = Promise.resolve();
    // One at a time: two runs would send the same request twice and find it already answered.
    const run = () => {
      running = running.then(() => sync());
    };
    run();
    const stopListening = live.onBack(run);
    window.addEventListener('online', run);
    const timer = setInterval(run, tryAgainAfter);
    return () => {
      stopListening();
      window.removeEventListener('online', run);
      clearInterval(timer);
    };
  }, []);
}
