import { useSearchParams } from 'react-router';
import { usePatient } from '@/features/patients/api/get-patient';
import { EditReferralPage, ReferralFormPage } from '@/features/referrals/pages/referral-form-page';
import { LoadState } from '@/shared/ui/load-state';

export function NewReferralRoute() {
  const [search] = useSearchParams();
  const editing = search.get('edit');
  const patientId = search.get('patient') ?? undefined;
  const consultationId = search.get('consultation') ?? undefined;
  const patient = usePatient(patientId);
  if (editing) return <EditReferralPage key={editing} id={editing} />;
  if (!patientId) return <ReferralFormPage />;
  return (
    <LoadState query={patient} rows={10}>
      <ReferralFormPage start={{ patient: patient.data, ...(consultationId && { consultationId }) }} />
    </LoadState>
  );
}
