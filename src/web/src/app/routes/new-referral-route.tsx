import { useSearchParams } from 'react-router';
import { useConsultation } from '@/features/consultations/api/get-consultation';
import type { Consultation } from '@/features/consultations/api/shapes';
import { usePatient } from '@/features/patients/api/get-patient';
import { EditReferralPage, ReferralFormPage } from '@/features/referrals/pages/referral-form-page';
import type { ReferralForm } from '@/features/referrals/referral-form';
import { LoadState } from '@/shared/ui/load-state';

export function NewReferralRoute() {
  const [search] = useSearchParams();
  const editing = search.get('edit');
  const patientId = search.get('patient');
  const consultationId = search.get('consultation');
  if (editing) return <EditReferralPage key={editing} id={editing} />;
  if (consultationId) return <FromConsultation key={consultationId} id={consultationId} />;
  if (patientId) return <ForPatient key={patientId} id={patientId} />;
  return <ReferralFormPage />;
}

function ForPatient({ id }: { readonly id: string }) {
  const patient = usePatient(id);
  return <LoadState query={patient}>{patient.data && <ReferralFormPage start={{ patient: patient.data }} />}</LoadState>;
}

/** What was written for the consultation need not be written again. */
function startOf(consultation: Consultation): ReferralForm {
  const { patient, patientId, summary, studies, urgency } = consultation;
  const told = [summary.complaint, summary.history].filter(Boolean).join('。');
  return {
    patient: { ...patient, id: patientId },
    lane: urgency,
    diagnoses: summary.diagnoses.length > 0 ? summary.diagnoses : [{}],
    summary: {
      impression: summary.diagnoses.map(({ text }) => text).join('；'),
      presentIllness: told,
      treatment: summary.treatment,
      examinations: summary.findings,
    },
    studies,
    consultationId: consultation.id,
  };
}

function FromConsultation({ id }: { readonly id: string }) {
  const query = useConsultation(id);
  return <LoadState query={query}>{query.data && <ReferralFormPage start={startOf(query.data)} />}</LoadState>;
}
