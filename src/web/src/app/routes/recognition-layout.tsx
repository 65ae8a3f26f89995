import '@/features/results/phrases';
import '@/features/results/results.css';
import { Outlet } from 'react-router';
import { CaseImages, useViewerPrefetch } from '@/features/imaging/components/case-images';
import { usePatient } from '@/features/patients/api/get-patient';
import { PatientPicker } from '@/features/patients/components/patient-picker';
import { type RecognitionParts, RecognitionPartsContext } from '@/features/recognition/parts';
import { ResultView } from '@/features/results/components/result-view';

const parts: RecognitionParts = {
  PatientField: PatientPicker,
  Result: (props) => <ResultView {...props} Images={CaseImages} />,
  usePatient,
  useImagesAhead: useViewerPrefetch,
};

/** Brings the pages of recognition what belongs to other features. */
export function RecognitionRoot() {
  return (
    <RecognitionPartsContext value={parts}>
      <Outlet />
    </RecognitionPartsContext>
  );
}
