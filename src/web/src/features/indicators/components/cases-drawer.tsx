import { CaseDrawer } from '@/shared/case/case-drawer';
import { type CasesOf, useCasesOf } from '../api/list-cases';

/** One number of these pages, ready to be opened. */
export interface Drill extends CasesOf {
  readonly title: string;
  readonly note?: string;
}

export function CasesDrawer({ drill, onClose }: { readonly drill: Drill; readonly onClose: () => void }) {
  const query = useCasesOf(drill);
  return <CaseDrawer title={drill.title} note={drill.note} query={query} onClose={onClose} />;
}
