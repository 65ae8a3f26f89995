import { RequestPage } from '@/features/consultations/pages/request-page';
import { InvitedFields } from '@/features/directory/components/invited-fields';
import { StudyPicker } from '@/features/imaging/components/study-picker';
import { PatientPicker } from '@/features/patients/components/patient-picker';

export function NewRequestRoute() {
  return <RequestPage PatientField={PatientPicker} InvitedFields={InvitedFields} StudiesField={StudyPicker} />;
}
