import { useParams } from 'react-router';
import { PatientPage } from '@/features/patients/pages/patient-page';

export function PatientRoute() {
  const { id = '' } = useParams();
  return <PatientPage key={id} id={id} />;
}
