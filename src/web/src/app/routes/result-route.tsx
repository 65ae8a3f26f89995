import { useParams } from 'react-router';
import { CaseImages } from '@/features/imaging/components/case-images';
import { usePatient } from '@/features/patients/api/get-patient';
import { ResultPage } from '@/features/results/pages/result-page';

export function ResultRoute() {
  const { id = '' } = useParams();
  return <ResultPage key={id} id={id} Images={CaseImages} usePerson={usePatient} />;
}
