import '../phrases';
import '../centre.css';
import { Tag } from 'antd';
import type { ComponentType } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { useCover, useRosterRings } from '../api/roster';
import { LoadTable } from '../components/load-table';
import type { PersonFieldProps } from '../components/shift-dialog';
import { WeekRoster } from '../components/week-roster';

/** Who is on duty this week, and how much each reader has to do at this moment. */
export function CentrePage({ PersonField }: { readonly PersonField: ComponentType<PersonFieldProps> }) {
  const { t, tv } = useText();
  const { institutionId } = useUser();
  const cover = useCover(institutionId);
  useRosterRings(institutionId);
  const onDuty = cover.data?.onDuty ?? [];
  return (
    <div className="page centre">
      <header className="page-head">
        <h1>{t('centre.title')}</h1>
        {cover.data && (
          <span className="cover">
            <span className="muted">{t('centre.onDuty')}</span>
            {onDuty.map((service) => (
              <Tag key={service} color="green">
                {tv('kind', service)}
              </Tag>
            ))}
            {onDuty.length === 0 && <span className="soon">{t('centre.nobody')}</span>}
          </span>
        )}
      </header>
      <div className="centre-parts">
        <section className="panel" aria-label={t('centre.roster')}>
          <h2>{t('centre.roster')}</h2>
          <WeekRoster institutionId={institutionId} mayKeep={cover.data?.mayKeep === true} PersonField={PersonField} />
        </section>
        <section className="panel" aria-label={t('centre.load')}>
          <h2>{t('centre.load')}</h2>
          <LoadTable institutionId={institutionId} />
        </section>
      </div>
    </div>
  );
}
