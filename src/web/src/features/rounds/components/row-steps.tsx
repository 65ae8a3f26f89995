import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';
import type { RoundRow } from '../api/shapes';
import { CancelDialog, GiveBackDialog } from './round-dialogs';
import { RoundContext, useRoundById } from './use-open-round';

const dialogs = { giveBack: GiveBackDialog, cancel: CancelDialog } as const;
type Asking = keyof typeof dialogs;
const steps = Object.keys(dialogs) as Asking[];

/** Gives a planned round back, or calls it off, from the list. */
export function RowSteps({ row }: { readonly row: RoundRow }) {
  const { t, tv } = useText();
  const [asking, setAsking] = useState<Asking>();
  return (
    <>
      {steps
        .filter((step) => row.actions.includes(step))
        .map((step) => (
          <Button
            key={step}
            type="text"
            size="small"
            danger={step === 'cancel'}
            aria-label={t(`rounds.${step}`, { number: row.number })}
            onClick={() => setAsking(step)}
          >
            {tv('roundAction', step)}
          </Button>
        ))}
      {asking && <OpenDialog id={row.id} step={asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

/** For the round as it stands now: it may have moved on since the list was read. */
function OpenDialog({ id, step, onClose }: { readonly id: string; readonly step: Asking; readonly onClose: () => void }) {
  const { query, open } = useRoundById(id);
  const { message } = App.useApp();
  const { error } = query;
  const Dialog = dialogs[step];
  useEffect(() => {
    if (!error) return;
    void message.error(problemText(error));
    onClose();
  }, [error, message, onClose]);
  return (
    open && (
      <RoundContext value={open}>
        <Dialog onClose={onClose} />
      </RoundContext>
    )
  );
}
