import { AudioMutedOutlined, AudioOutlined, DesktopOutlined, PhoneOutlined, VideoCameraOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Key, useText } from '@/shared/i18n/i18n';
import type { Call, CallState } from '../call/call';

const mayShare = () => 'getDisplayMedia' in (navigator.mediaDevices ?? {});

/** Microphone, camera, screen and hanging up. Beside another page a screen can be taken back, but not given. */
export function CallControls({ call, state, aside }: { readonly call: Call; readonly state: CallState; readonly aside: boolean }) {
  const { t } = useText();
  const { sound, screen } = state.sending;
  const control = (label: Key, icon: ReactNode, onClick: () => void, on: boolean) => (
    <Button shape="circle" type={on ? 'primary' : 'default'} icon={icon} title={t(label)} aria-label={t(label)} onClick={onClick} />
  );
  return (
    <footer>
      {control(sound ? 'call.mute' : 'call.unmute', sound ? <AudioOutlined /> : <AudioMutedOutlined />, () => call.toggleSound(), sound)}
      {control(
        state.camera ? 'call.pictureOff' : 'call.pictureOn',
        <VideoCameraOutlined />,
        () => void call.togglePicture(),
        !!state.camera,
      )}
      {mayShare() &&
        (screen || !aside) &&
        control(screen ? 'call.shareOff' : 'call.share', <DesktopOutlined />, () => void call.toggleScreen(), screen)}
      <Button
        shape="circle"
        type="primary"
        danger
        icon={<PhoneOutlined rotate={225} />}
        title={t('call.hangUp')}
        aria-label={t('call.hangUp')}
        onClick={() => call.hangUp()}
      />
    </footer>
  );
}
