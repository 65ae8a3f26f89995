import { useParams } from 'react-router';
import { type CaseParts, CasePartsContext } from '@/features/consultations/components/case-parts';
import { CasePage } from '@/features/consultations/pages/case-page';
import { usePractitionerNames } from '@/features/directory/api/list-practitioners';
import { InvitedFields } from '@/features/directory/components/invited-fields';
import { CaseImages, useViewerPrefetch } from '@/features/imaging/components/case-images';
import { StudyPicker } from '@/features/imaging/components/study-picker';
import { CallButton } from '@/features/live-session/components/call-button';
import { RoomProvider } from '@/features/live-session/components/room';
import { ShowingBar } from '@/features/live-session/components/showing-bar';
import { TalkPanel } from '@/features/live-session/components/talk-panel';
import { ReaderField } from './reader-field';

const parts: CaseParts = {
  InvitedFields,
  PractitionerField: ReaderField,
  StudiesField: StudyPicker,
  Images: CaseImages,
  Room: RoomProvider,
  Call: CallButton,
  Talk: TalkPanel,
  Showing: ShowingBar,
  useImagesAhead: useViewerPrefetch,
  usePractitionerNames,
};

/** A case with all that belongs to it. */
export function CaseOf({ id, within }: { readonly id: string; readonly within?: boolean }) {
  return (
    <CasePartsContext value={parts}>
      <CasePage key={id} id={id} within={within} />
    </CasePartsContext>
  );
}

export function CaseRoute() {
  const { id = '' } = useParams();
  return <CaseOf id={id} />;
}
