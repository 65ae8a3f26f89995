import '@/features/referrals/referrals.css';
import { OwnPage } from '@/features/consultations/pages/own-page';
import { OwnRecognition } from '@/features/recognition/pages/own-recognition';
import { OwnReferrals } from '@/features/referrals/pages/own-referrals';

/** What a resident sees of their own cases. */
export function OwnRoute() {
  return (
    <>
      <OwnReferrals />
      <OwnPage />
      <OwnRecognition />
    </>
  );
}
