import { useParams } from 'react-router';
import { InvitedFields } from '@/features/directory/components/invited-fields';
import { PractitionerSelect } from '@/features/directory/components/practitioner-select';
import { PatientPicker } from '@/features/patients/components/patient-picker';
import { PlanPage } from '@/features/rounds/pages/plan-page';
import { RoundPage } from '@/features/rounds/pages/round-page';
import { type RoundParts, RoundPartsContext } from '@/features/rounds/parts';
import { CaseOf } from './case-route';

const parts: RoundParts = {
  Case: ({ id }) => <CaseOf id={id} within />,
  PatientField: PatientPicker,
  InvitedFields,
  PractitionerField: PractitionerSelect,
};

export function PlanRoute() {
  return (
    <RoundPartsContext value={parts}>
      <PlanPage />
    </RoundPartsContext>
  );
}

export function RoundRoute() {
  const { id = '' } = useParams();
  return (
    <RoundPartsContext value={parts}>
      <RoundPage key={id} id={id} />
    </RoundPartsContext>
  );
}
