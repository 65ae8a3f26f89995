import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';
import type { RoundRow } from '../api/shapes';
import { CancelDialog } from './round-dialogs';
import { RoundContext, useRoundById } from './use-open-round';

/** Calls a planned round off from the list. */
export function CancelRow({ row }: { readonly row: RoundRow }) {
  const { t, tv } = useText();
  const [asking, setAsking] = useState(false);
  if (!row.actions.includes('cancel')) return null;
  return (
    <>
      <Button type="text" size="small" danger aria-label={t('rounds.cancel', { number: row.number })} onClick={() => setAsking(true)}>
        {tv('roundAction', 'cancel')}
      </Button>
      {asking && <Asking id={row.id} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The round as it stands now: it may have moved on since the list was read. */
function Asking({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { query, open } = useRoundById(id);
  const { message } = App.useApp();
  const { error } = query;
  useEffect(() => {
    if (!error) return;
    void message.error(problemText(error));
    onClose();
  }, [error, message, onClose]);
  return (
    open && (
      <RoundContext value={open}>
        <CancelDialog onClose={onClose} />
      </RoundContext>
    )
  );
}
