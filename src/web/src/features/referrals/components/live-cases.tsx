import { Alert } from 'antd';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { StateTag, UrgencyTag } from '@/shared/ui/tags';
import { useLiveReferrals } from '../api/list-live';
import { DirectionMark } from './marks';

/** Live referrals of the patient, shown before anything is typed: most often the wish is to know how the last one stands. */
export function LiveCases({ patientId, except }: { readonly patientId: string | undefined; readonly except?: string }) {
  const { t } = useText();
  const live = useLiveReferrals(patientId);
  const rows = live.data?.items.filter(({ id }) => id !== except) ?? [];
  const elsewhere = live.data?.elsewhere ?? 0;
  if (rows.length === 0 && elsewhere === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="live-cases"
      title={t('form.live')}
      description={
        <>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <b>{row.number}</b> <DirectionMark direction={row.direction} /> <UrgencyTag urgency={row.lane} category="referral" />
                <span>
                  {row.from.name} → {row.to.name} {row.to.department}
                </span>{' '}
                <StateTag state={row.state} category="referral" direction={row.direction} />{' '}
                <Link to={`/referrals/${encodeURIComponent(row.id)}`}>{t('form.track')}</Link>
              </li>
            ))}
          </ul>
          {elsewhere > 0 && <p>{t('form.liveElsewhere', { count: elsewhere })}</p>}
          <span className="muted small">{t('form.liveOther')}</span>
        </>
      }
    />
  );
}
