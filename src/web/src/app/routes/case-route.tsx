import { useParams } from 'react-router';
import { type CaseParts, CasePartsContext } from '@/features/consultations/components/case-parts';
import { CasePage } from '@/features/consultations/pages/case-page';
import { usePractitionerNames } from '@/features/directory/api/list-practitioners';
import { InvitedFields } from '@/features/directory/components/invited-fields';
import { PractitionerSelect } from '@/features/directory/components/practitioner-select';
import { CaseImages, useViewerPrefetch } from '@/features/imaging/components/case-images';
import { StudyPicker } from '@/features/imaging/components/study-picker';
import { TalkPanel } from '@/features/live-session/components/talk-panel';

const parts: CaseParts = {
  InvitedFields,
  PractitionerField: PractitionerSelect,
  StudiesField: StudyPicker,
  Images: CaseImages,
  Talk: TalkPanel,
  useImagesAhead: useViewerPrefetch,
  usePractitionerNames,
};

export function CaseRoute() {
  const { id = '' } = useParams();
  return (
    <CasePartsContext value={parts}>
      <CasePage key={id} id={id} />
    </CasePartsContext>
  );
}
