import '../links.css';
import { useState } from 'react';
import { links as phrases } from '@/locales/links';
import { addPhrases, useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { NoSuchPage } from '@/shared/ui/page-error';
import { useLinks } from '../api/list-links';
import { LinkDrawing } from '../components/link-drawing';
import { LinkTable } from '../components/link-table';
import { sumUp } from '../link-map';

addPhrases(phrases);

/** Which county hospital reaches which tertiary hospital, whether it is used, and who reaches none. */
export function LinksPage() {
  const { t } = useText();
  const isAllowed = hasRole(useUser(), 'healthAuthority', 'administrator', 'office');
  const query = useLinks(isAllowed);
  const hospitals = query.data ?? [];
  const [picked, setPicked] = useState<string>();
  if (!isAllowed) return <NoSuchPage />;
  const sum = sumUp(hospitals);
  return (
    <div className="page links">
      <header className="page-head">
        <h1>{t('links.title')}</h1>
      </header>
      <p className="muted small">{t('links.about')}</p>
      <LoadState query={query} rows={10} empty={hospitals.length === 0} emptyText={t('links.empty')}>
        <ul className="link-sums" aria-label={t('links.sums')}>
          <li className={sum.unlinked > 0 ? 'late' : ''}>
            <b>{sum.unlinked}</b> {t('links.sumUnlinked', { count: sum.hospitals })}
          </li>
          <li>
            <b>{sum.inForce}</b> {t('links.sumInForce')}
          </li>
          <li className={sum.ending > 0 ? 'soon' : ''}>
            <b>{sum.ending}</b> {t('links.sumEnding')}
          </li>
          <li>
            <b>{sum.idle}</b> {t('links.sumIdle')}
          </li>
        </ul>
        <div className="link-columns">
          <section className="panel">
            <LinkDrawing hospitals={hospitals} picked={picked} onPick={setPicked} />
          </section>
          <section className="panel">
            <LinkTable hospitals={hospitals} picked={picked} onPick={setPicked} />
          </section>
        </div>
      </LoadState>
    </div>
  );
}
