import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { forgetUploads } from '@/features/imaging/upload-queue';
import { request } from '@/shared/api/http';
import { all, wipe } from '@/shared/drafts/database';
import { useText } from '@/shared/i18n/i18n';
import { live } from '@/shared/live/live';
import { sessionQuery } from '@/shared/session/session';

const longestEnd = 1_000;

/**
 * Ends the session and clears this computer of what the user wrote, after asking when something was never sent.
 * @param before what has to end while the session still holds; waited for, but not for long
 */
export function useSignOut(userId: string, before?: () => Promise<void> | undefined): () => Promise<void> {
  const { t } = useText();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const leave = async () => {
    await Promise.race([before?.(), new Promise((enough) => setTimeout(enough, longestEnd))]);
    await request('/api/v1/session', { method: 'DELETE', unauthorizedIsAnswer: true }).catch(() => {});
    forgetUploads(userId);
    await wipe(userId).catch(() => {});
    sessionStorage.clear();
    await live.stop().catch(() => {});
    client.setQueryData(sessionQuery.queryKey, null);
    // The session itself stays, for the door looks at it.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  };
  return async () => {
    const unsent = (await Promise.all([all('outbox', userId), all('uploads', userId)]).catch(() => [[], []])).flat().length;
    if (unsent === 0) return leave();
    modal.confirm({
      title: t('user.unsent'),
      content: t('user.unsentText', { count: unsent }),
      okText: t('user.signOutAnyway'),
      okButtonProps: { danger: true },
      onOk: leave,
    });
  };
}
