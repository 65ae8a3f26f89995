import { useParams } from 'react-router';
import { usePatient } from '@/features/patients/api/get-patient';
import { PrintPage } from '@/features/referrals/pages/print-page';

export function ReferralPrintRoute() {
  const { id = '', form = '' } = useParams();
  return <PrintPage key={id} id={id} form={form} usePerson={usePatient} />;
}
