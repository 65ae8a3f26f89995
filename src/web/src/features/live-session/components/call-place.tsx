import '../call.css';
import { App } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { call as phrases } from '@/locales/call';
import { addPhrases, useText } from '@/shared/i18n/i18n';
import { Call, type CallState } from '../call/call';
import type { Wanted } from '../call/media';
import type { CallView } from '../call/stay';
import { CallWindow } from './call-window';
import { DeviceDialog } from './device-dialog';

addPhrases(phrases);

export { Call };

interface Props {
  readonly call: Call;
  readonly state: CallState;
  readonly view: CallView;
  readonly asking: boolean;
  readonly onAsked: () => void;
}

const toldFor = 6;

/** Where the call of this tab is seen, before everything else on the page: the way in, the window, and what is said of its end. */
export function CallPlace({ call, state, view, asking, onAsked }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const { trouble, ended } = state;
  const tell = useEffectEvent((text: string) => void message.warning({ content: <span role="alert">{text}</span>, duration: toldFor }));
  useEffect(() => {
    if (trouble) tell(t(`call.trouble.${trouble}`));
  }, [trouble, t]);
  useEffect(() => {
    if (ended) tell(t(`call.ended.${ended}`));
  }, [ended, t]);
  const enter = (wanted: Wanted) => {
    onAsked();
    void call.join(wanted);
  };
  return (
    <div className={`call-place ${view}`}>
      {asking && state.phase === 'out' && <DeviceDialog onEnter={enter} onClose={onAsked} />}
      {view !== 'none' && <CallWindow call={call} state={state} aside={view === 'aside'} />}
    </div>
  );
}
