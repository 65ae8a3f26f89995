import '@/features/results/phrases';
import '@/features/results/results.css';
import { useParams } from 'react-router';
import { CaseImages } from '@/features/imaging/components/case-images';
import { PatientPage } from '@/features/patients/pages/patient-page';
import { ResultList } from '@/features/results/components/result-list';

export function PatientRoute() {
  const { id = '' } = useParams();
  return <PatientPage key={id} id={id} results={(patient) => <ResultList patient={patient} Images={CaseImages} />} />;
}
