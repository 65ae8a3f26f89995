import { FormOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, NavLink } from 'react-router';
import { type Key, useText } from '@/shared/i18n/i18n';
import { hasRole, type User, useUser } from '@/shared/session/session';
import { useReferralCounts } from '../api/count-referrals';
import { useToReceive } from '../api/list-referrals';
import { openStages } from '../vocabulary';

export const deskPath = (desk: string) => `/referral-desk/${desk}`;

/** Desks that a role works at, most used first. */
export function desksOf(user: User): string[] {
  const desks: string[] = [];
  if (hasRole(user, 'physician')) desks.push('outgoing', 'incoming', 'mine', 'arrivals', 'follow-ups');
  else if (hasRole(user, 'office')) desks.push('incoming', 'outgoing', 'arrivals', 'follow-ups');
  if (hasRole(user, 'office')) desks.push('capacity');
  if (hasRole(user, 'healthAuthority', 'insurer')) desks.push('supervised');
  return desks;
}

/** The desks side by side with what waits at each. */
export function DeskNav() {
  const { t } = useText();
  const user = useUser();
  const desks = desksOf(user);
  const nav = useRef<HTMLElement>(null);
  // On a narrow window the desks are a strip that scrolls; the one that is open shall be seen.
  useEffect(() => {
    nav.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, []);
  return (
    <header className="page-head desk-nav">
      <nav ref={nav} aria-label={t('desk.region')}>
        {desks.map((desk) => (
          <NavLink key={desk} to={deskPath(desk)} className={({ isActive }) => (isActive ? 'active' : '')}>
            {t(`desk.${desk}` as Key)} <DeskCount desk={desk} />
          </NavLink>
        ))}
      </nav>
      {hasRole(user, 'physician') && (
        <Link to="/referrals/new" className="push">
          <Button type="primary" icon={<FormOutlined />}>
            {t('menu.newReferral')}
          </Button>
        </Link>
      )}
    </header>
  );
}

function DeskCount({ desk }: { readonly desk: string }) {
  const incoming = useReferralCounts('incoming', desk === 'incoming' || desk === 'arrivals');
  const outgoing = useReferralCounts('outgoing', desk === 'outgoing');
  const followUp = useReferralCounts('followUp', desk === 'follow-ups');
  const toReceive = useToReceive(desk === 'follow-ups');
  const sum = (stages: Record<string, number> | undefined, of: readonly string[]) =>
    of.reduce((total, stage) => total + (stages?.[stage] ?? 0), 0);
  const of: Record<string, number | undefined> = {
    incoming: incoming.data?.byStage.waiting,
    arrivals: sum(incoming.data?.byStage, ['accepted', 'moving']),
    // What the sender must do something about.
    outgoing: sum(outgoing.data?.byState, ['declined', 'needsInfo']),
    'follow-ups': sum(followUp.data?.byStage, openStages) + (toReceive.data?.pages.flatMap(({ items }) => items).length ?? 0),
  };
  const count = of[desk];
  if (!count) return null;
  return <span className={`count ${desk === 'incoming' || desk === 'outgoing' ? 'count-hot' : ''}`}>{count}</span>;
}
