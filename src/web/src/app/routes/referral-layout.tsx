import '@/features/referrals/referrals.css';
import { Outlet } from 'react-router';
import { PlacePicker } from '@/features/capacity/components/place-picker';
import { DoctorSelect } from '@/features/directory/components/doctor-select';
import { CaseImages, useViewerPrefetch } from '@/features/imaging/components/case-images';
import { StudyPicker } from '@/features/imaging/components/study-picker';
import { PatientPicker } from '@/features/patients/components/patient-picker';
import { PatientTimeline } from '@/features/patients/components/patient-timeline';
import { type ReferralParts, ReferralPartsContext } from '@/features/referrals/components/case-parts';

const parts: ReferralParts = {
  PatientField: PatientPicker,
  StudiesField: StudyPicker,
  PlaceField: PlacePicker,
  DoctorField: DoctorSelect,
  Images: CaseImages,
  PatientLine: PatientTimeline,
  useImagesAhead: useViewerPrefetch,
};

/** Brings the referral pages what belongs to other features. */
export function ReferralLayout() {
  return (
    <ReferralPartsContext value={parts}>
      <Outlet />
    </ReferralPartsContext>
  );
}
