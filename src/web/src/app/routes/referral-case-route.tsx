import { useParams } from 'react-router';
import { ReferralCasePage } from '@/features/referrals/pages/referral-case-page';

export function ReferralCaseRoute() {
  const { id = '' } = useParams();
  return <ReferralCasePage key={id} id={id} />;
}
