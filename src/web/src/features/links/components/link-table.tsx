import { Tag } from 'antd';
import { Fragment } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import type { CountyHospital, HospitalLink } from '../api/list-links';
import { toneOf, usesOf } from '../link-map';

interface Props {
  readonly hospitals: readonly CountyHospital[];
  readonly picked?: string;
  readonly onPick: (id: string | undefined) => void;
}

const colours = { inForce: 'success', idle: 'default', ending: 'gold', ended: 'default', none: 'red' } as const;

/** The map in words: each county hospital, and each of its links. */
export function LinkTable({ hospitals, picked, onPick }: Props) {
  const { t } = useText();
  return (
    <table className="link-table" aria-label={t('links.title')}>
      <thead>
        <tr>
          <th scope="col">{t('links.tertiary')}</th>
          <th scope="col">{t('links.state')}</th>
          <th scope="col">{t('links.services')}</th>
          <th scope="col">{t('links.uses')}</th>
          <th scope="col">{t('links.lastUse')}</th>
        </tr>
      </thead>
      {hospitals.map((hospital) => (
        <tbody key={hospital.id} className={picked === hospital.id ? 'picked' : ''}>
          <tr className="link-county">
            <th scope="rowgroup" colSpan={5}>
              <button
                type="button"
                aria-pressed={picked === hospital.id}
                onClick={() => onPick(picked === hospital.id ? undefined : hospital.id)}
              >
                {hospital.name}
              </button>{' '}
              {!hospital.linked && (
                <Tag className="tag" color="red">
                  {t('links.alone')}
                </Tag>
              )}
            </th>
          </tr>
          {hospital.links.map((link) => (
            <LinkRow key={link.tertiaryId} link={link} />
          ))}
          {hospital.links.length === 0 && (
            <tr>
              <td colSpan={5} className="muted">
                {t('links.noneYet')}
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

function LinkRow({ link }: { readonly link: HospitalLink }) {
  const { t, tv } = useText();
  const tone = toneOf(link);
  const { consultation, reading, referral, exchange } = link.uses;
  const basis = [...link.agreements, link.alliance].filter(Boolean).join('、');
  return (
    <tr>
      <td>
        {link.tertiary}
        {basis && <small className="muted">{basis}</small>}
      </td>
      <td data-label={t('links.state')}>
        <Tag className="tag" color={colours[tone]}>
          {tv('linkTone', tone)}
        </Tag>
        {link.endsOn && (
          <small className="muted">{t(link.state === 'ended' ? 'links.endedOn' : 'links.endsOn', { day: link.endsOn })}</small>
        )}
      </td>
      <td data-label={t('links.services')}>{link.services.map((kind) => tv('kind', kind)).join('、') || '—'}</td>
      <td data-label={t('links.uses')}>
        {usesOf(link) === 0 ? (
          '0'
        ) : (
          <>
            <b>{usesOf(link)}</b>
            <small className="muted">
              {(
                [
                  ['links.consultation', consultation],
                  ['links.reading', reading],
                  ['links.referral', referral],
                  ['links.exchange', exchange],
                ] as const
              )
                .filter(([, count]) => count > 0)
                .map(([key, count], index) => (
                  <Fragment key={key}>
                    {index > 0 && ' · '}
                    {t(key, { count })}
                  </Fragment>
                ))}
            </small>
          </>
        )}
      </td>
      <td data-label={t('links.lastUse')}>
        {link.lastUsedAt ? (
          <>
            {formatTime(link.lastUsedAt)}
            {link.lastUse && <small className="muted">{tv('linkUse', link.lastUse)}</small>}
          </>
        ) : (
          t('links.never')
        )}
      </td>
    </tr>
  );
}
