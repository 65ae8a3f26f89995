import { Navigate, useParams } from 'react-router';
import { CapacityPage } from '@/features/capacity/pages/capacity-page';
import { DeskNav, deskPath, desksOf } from '@/features/referrals/components/desk-nav';
import { ArrivalsPage } from '@/features/referrals/pages/arrivals-page';
import { ReferralBoardPage } from '@/features/referrals/pages/board-page';
import { FollowUpsPage } from '@/features/referrals/pages/follow-ups-page';
import { type Box, boxes } from '@/features/referrals/vocabulary';
import { useUser } from '@/shared/session/session';
import { NoSuchPage } from '@/shared/ui/page-error';

export function ReferralDeskRoute() {
  const { desk = '' } = useParams();
  if ((boxes as readonly string[]).includes(desk)) return <ReferralBoardPage key={desk} box={desk as Box} />;
  if (desk === 'arrivals') return <ArrivalsPage />;
  if (desk === 'follow-ups') return <FollowUpsPage />;
  if (desk === 'capacity') return <CapacityPage above={<DeskNav />} />;
  return <NoSuchPage />;
}

/** The desk that a user starts at. */
export function FirstDesk() {
  const desk = desksOf(useUser())[0];
  return desk ? <Navigate to={deskPath(desk)} replace /> : <NoSuchPage />;
}
