import '@/features/referrals/referrals.css';
import { OwnPage } from '@/features/consultations/pages/own-page';
import { OwnReferrals } from '@/features/referrals/pages/own-referrals';

/** What a resident sees of their own cases. */
export function OwnRoute() {
  return (
    <>
      <OwnReferrals />
      <OwnPage />
    </>
  );
}
