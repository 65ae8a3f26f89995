import { CaseDrawer } from '@/shared/case/case-drawer';
import { useText } from '@/shared/i18n/i18n';
import { type OpenFilter, useOpenCases } from '../api/list-open-cases';
import { laneNames } from '../stages';

/** The open cases behind one number of the board. */
export function OpenCasesDrawer({ filter, onClose }: { readonly filter: OpenFilter; readonly onClose: () => void }) {
  const { t, tv } = useText();
  const query = useOpenCases(filter);
  const parts = [
    filter.category ? tv('boardOpen', filter.category) : t('board.open'),
    filter.category && filter.stage && tv(`boardStage.${filter.category}`, filter.stage),
    filter.lane && tv(laneNames(filter.category), filter.lane),
  ];
  return <CaseDrawer title={parts.filter(Boolean).join(' · ')} query={query} onClose={onClose} />;
}
