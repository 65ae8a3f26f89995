import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatShort, spanText } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { type Reader, useLoad } from '../api/roster';

const minute = 60_000;

/** What each reader has open and signed today; it moves as cases move. */
export function LoadTable({ institutionId }: { readonly institutionId: string | undefined }) {
  const { t } = useText();
  const query = useLoad(institutionId);
  const now = useNow();
  const items = query.data?.items ?? [];
  return (
    <LoadState query={query} empty={items.length === 0} emptyText={t('load.empty')}>
      <table className="load">
        <thead>
          <tr>
            <th scope="col">{t('load.reader')}</th>
            <th scope="col">{t('load.open')}</th>
            <th scope="col">{t('load.oldest')}</th>
            <th scope="col">{t('load.clocks')}</th>
            <th scope="col">{t('load.today')}</th>
            <th scope="col">{t('load.median')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((reader) => (
            <LoadRow key={reader.practitionerId} reader={reader} now={now} />
          ))}
        </tbody>
      </table>
    </LoadState>
  );
}

function LoadRow({ reader, now }: { readonly reader: Reader; readonly now: Date }) {
  const { t, tv } = useText();
  const { duty, byUrgency, oldestSince, atRisk, breached, medianMinutes } = reader;
  return (
    <tr>
      <th scope="row">
        {reader.name ?? reader.practitionerId}
        {duty && (
          <Tag color={duty.line === 'first' ? 'green' : 'cyan'}>
            {t('load.duty', { line: tv('line', duty.line), time: formatShort(duty.until, now) })}
          </Tag>
        )}
      </th>
      <td data-label={t('load.open')}>
        <b className="figure">{reader.open}</b>
        {byUrgency.emergency > 0 && <span className="late">{t('load.emergency', { count: byUrgency.emergency })}</span>}
        {byUrgency.urgent > 0 && <span className="soon">{t('load.urgent', { count: byUrgency.urgent })}</span>}
      </td>
      <td data-label={t('load.oldest')}>{oldestSince ? spanText(Math.max(0, now.getTime() - new Date(oldestSince).getTime())) : '—'}</td>
      <td data-label={t('load.clocks')}>
        {breached > 0 && <span className="late">{t('load.breached', { count: breached })}</span>}
        {atRisk > 0 && <span className="soon">{t('load.atRisk', { count: atRisk })}</span>}
        {breached + atRisk === 0 && '—'}
      </td>
      <td data-label={t('load.today')}>{reader.signedToday}</td>
      <td data-label={t('load.median')}>{medianMinutes === undefined ? '—' : spanText(medianMinutes * minute)}</td>
    </tr>
  );
}
