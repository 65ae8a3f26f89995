import { Drawer } from 'antd';
import { HistoryLine } from '@/shared/case/history';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useWide } from '@/shared/ui/use-wide';
import { useRoundHistory } from '../api/rounds';
import { useOpenRound } from './use-open-round';

const marking: Readonly<Record<string, string>> = {
  taken: 'green',
  begun: 'green',
  finished: 'green',
  postponed: 'orange',
  placeLeftOut: 'orange',
  cancelled: 'red',
};

/** Everything that happened to the round. */
export function HistoryDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const wide = useWide(700);
  const { round } = useOpenRound();
  const history = useRoundHistory(round.id, round.version);
  return (
    <Drawer open title={`${t('round.history')} ${round.number}`} size={wide ? 420 : '100%'} onClose={onClose}>
      <LoadState query={history} rows={6}>
        <HistoryLine entries={history.data?.items ?? []} marking={marking} />
      </LoadState>
    </Drawer>
  );
}
