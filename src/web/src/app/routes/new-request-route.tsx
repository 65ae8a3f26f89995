import { useSearchParams } from 'react-router';
import { EditRequestPage } from '@/features/consultations/pages/edit-request-page';
import { RequestPage } from '@/features/consultations/pages/request-page';
import { InvitedFields } from '@/features/directory/components/invited-fields';
import { StudyPicker } from '@/features/imaging/components/study-picker';
import { PatientPicker } from '@/features/patients/components/patient-picker';

const parts = { PatientField: PatientPicker, InvitedFields, StudiesField: StudyPicker };

export function NewRequestRoute() {
  const [search] = useSearchParams();
  const editing = search.get('edit');
  return editing ? <EditRequestPage key={editing} id={editing} {...parts} /> : <RequestPage {...parts} />;
}
