import { NavLink, Outlet, useSearchParams } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import '../indicators.css';

const pages = [
  { path: '/indicators', label: 'indicators.overview', end: true },
  { path: '/indicators/flows', label: 'indicators.flows' },
  { path: '/indicators/ranking', label: 'indicators.ranking' },
  { path: '/indicators/institutions', label: 'indicators.institutions' },
  { path: '/indicators/quality', label: 'indicators.quality' },
  { path: '/indicators/report', label: 'indicators.report' },
] as const;

/** The administrator's pages side by side; the chosen period goes along. */
export function IndicatorsLayout() {
  const { t } = useText();
  const [search] = useSearchParams();
  const kept = new URLSearchParams([...search].filter(([name]) => name === 'from' || name === 'to')).toString();
  return (
    <div className="page indicators">
      <nav className="sub-nav" aria-label={t('menu.indicators')}>
        {pages.map((page) => (
          <NavLink key={page.path} to={{ pathname: page.path, search: kept }} end={'end' in page}>
            {t(page.label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
