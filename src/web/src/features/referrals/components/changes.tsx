import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { historyShape } from '@/shared/case/history';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { referralKey, referralPath } from '../api/get-referral';
import { useOpenCase } from './use-case';

/** What others did since the version on screen, so that a stale page explains itself. */
export function Changes({ since }: { readonly since: number }) {
  const { t } = useText();
  const { referral } = useOpenCase();
  const history = useQuery({
    queryKey: [...referralKey(referral.id), 'since', since],
    queryFn: ({ signal }) => request(`${referralPath(referral.id)}/history`, { shape: historyShape, signal }),
    staleTime: 0,
  });
  const newer = history.data?.items.filter(({ version, text }) => version > since && text) ?? [];
  if (newer.length === 0) return null;
  return (
    <div className="changes">
      {t('rcase.changes')}
      <ul>
        {newer.map(({ version, at, text, actorName, institutionName }) => (
          <li key={`${version}${text}`}>
            {formatTime(at).slice(11)} {[institutionName, actorName].filter(Boolean).join(' ')} <b>{text}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
