import '../phrases';
import '../recognition.css';
import { useEffect, useRef } from 'react';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { type Key, useText } from '@/shared/i18n/i18n';
import { hasRole, type User, useUser } from '@/shared/session/session';
import { NoSuchPage } from '@/shared/ui/page-error';

interface Desk {
  readonly path: string;
  readonly label: Key;
}

const desk = (path: string, label: Key): Desk => ({ path: `/recognition/${path}`, label });

/** Pages that a role works at, most used first. */
function desksOf(user: User): Desk[] {
  const desks: Desk[] = [];
  if (hasRole(user, 'insurer')) desks.push(desk('insurer', 'rnav.findings'));
  if (hasRole(user, 'healthAuthority', 'insurer', 'office')) desks.push(desk('board', 'rnav.board'));
  if (hasRole(user, 'physician')) desks.push(desk('checks', 'rnav.checks'));
  if (hasRole(user, 'physician', 'office')) desks.push(desk('critical', 'rnav.critical'));
  if (hasRole(user, 'healthAuthority', 'office')) desks.push(desk('findings', 'rnav.findings'));
  if (hasRole(user, 'office')) desks.push(desk('import', 'rnav.import'), desk('admin/mapping', 'rnav.mapping'));
  if (hasRole(user, 'healthAuthority')) {
    desks.push(desk('admin/catalogue', 'rnav.catalogue'), desk('admin/rules', 'rnav.rules'), desk('admin/test', 'rnav.test'));
    desks.push(desk('admin/quality', 'rnav.quality'), desk('admin/mapping', 'rnav.mapping'), desk('admin/samples', 'rnav.samples'));
    desks.push(desk('admin/prices', 'rnav.prices'));
  } else if (hasRole(user, 'office', 'physician'))
    desks.push(desk('admin/catalogue', 'rnav.catalogue'), desk('admin/samples', 'rnav.samples'));
  return desks;
}

/** The pages of recognition side by side. */
export function RecognitionLayout() {
  const { t } = useText();
  const desks = desksOf(useUser());
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow window the desks are a strip that scrolls; the one that is open shall be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another open desk
  useEffect(() => {
    nav.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <div className="page recognition">
      <nav ref={nav} className="sub-nav" aria-label={t('menu.recognition')}>
        {desks.map(({ path, label }) => (
          <NavLink key={path} to={path}>
            {t(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}

/** The page that a user starts on. */
export function FirstPage() {
  const first = desksOf(useUser())[0];
  return first ? <Navigate to={first.path} replace /> : <NoSuchPage />;
}
