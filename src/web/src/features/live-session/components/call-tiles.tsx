import { AudioMutedOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { CallState, Other } from '../call/call';
import { Picture } from './picture';

/** Everyone in the call. Beside another page only the first picture is seen, but all are heard: their sound comes by the same elements. */
export function CallTiles({ state }: { readonly state: CallState }) {
  const { t } = useText();
  const screens = state.others.filter(({ sending }) => sending.screen);
  return (
    <div className="call-tiles">
      {screens.map((other) => (
        <Tile key={`${other.call}-screen`} name={t('call.screenOf', { name: other.name })} wide>
          <Picture stream={other.screen} />
        </Tile>
      ))}
      {state.others.map((other) => (
        <OtherTile key={other.call} other={other} />
      ))}
      <Tile key="me" name={t('call.me')} silent={!state.sending.sound} own={state.others.length > 0}>
        {state.sending.picture ? <Picture stream={state.camera} mirrored /> : <Face name={t('call.me')} />}
      </Tile>
    </div>
  );
}

function OtherTile({ other }: { readonly other: Other }) {
  const { t } = useText();
  return (
    <Tile name={other.name} silent={!other.sending.sound}>
      {/* The sound comes by the same element, so that it stays when the picture goes. */}
      <Picture stream={other.camera} label={other.name} />
      {!other.sending.picture && <Face name={other.name} />}
      {!other.connected && <span className="call-connecting">{t('call.connecting')}</span>}
    </Tile>
  );
}

interface TileProps {
  readonly name: string;
  readonly silent?: boolean;
  readonly wide?: boolean;
  readonly own?: boolean;
  readonly children: ReactNode;
}

function Tile({ name, silent, wide, own, children }: TileProps) {
  const { t } = useText();
  return (
    <figure className={`call-tile ${wide ? 'wide' : ''} ${own ? 'own' : ''}`}>
      {children}
      <figcaption>
        {silent && <AudioMutedOutlined aria-label={t('call.silent')} />} {name}
      </figcaption>
    </figure>
  );
}

const Face = ({ name }: { readonly name: string }) => (
  <span className="call-face" aria-hidden>
    {name.slice(0, 1)}
  </span>
);
