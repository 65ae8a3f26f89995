import { Alert, Form, Modal, Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { type MediaTrouble, openMedia, stopAll, type Wanted } from '../call/media';
import { Picture } from './picture';

const keptKey = 'telemed.call';

function readKept(): Wanted {
  try {
    return { video: true, ...(JSON.parse(localStorage.getItem(keptKey) ?? '{}') as Partial<Wanted>) };
  } catch {
    return { video: true };
  }
}

interface Props {
  readonly onEnter: (wanted: Wanted) => void;
  readonly onClose: () => void;
}

/** A look into the mirror before the others see it: which devices, and whether they work. */
export function DeviceDialog({ onEnter, onClose }: Props) {
  const { t } = useText();
  const [wanted, setWanted] = useState(readKept);
  const [stream, setStream] = useState<MediaStream>();
  const [trouble, setTrouble] = useState<MediaTrouble>();
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    let gone = false;
    let opened: MediaStream | undefined;
    void openMedia(wanted).then(async (media) => {
      if (gone) return stopAll(media.stream);
      opened = media.stream;
      setStream(media.stream);
      setTrouble(media.trouble);
      // Their names are told only to whom a device was given.
      const all = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
      if (!gone) setDevices(all ?? []);
    });
    return () => {
      gone = true;
      stopAll(opened);
    };
  }, [wanted]);
  const enter = () => {
    localStorage.setItem(keptKey, JSON.stringify(wanted));
    stopAll(stream);
    onEnter(wanted);
  };
  const choices = (kind: MediaDeviceKind) => [
    { value: '', label: t('call.systemDefault') },
    ...devices
      .filter((device) => device.kind === kind && device.deviceId && device.deviceId !== 'default')
      .map(({ deviceId, label }) => ({ value: deviceId, label: label || deviceId.slice(0, 6) })),
  ];
  const seen = !!stream && stream.getVideoTracks().length > 0;
  return (
    <Modal open title={t('call.ready')} okText={t('call.enter')} onOk={enter} onCancel={onClose} width={460} destroyOnHidden>
      {trouble && <Alert type="warning" showIcon title={t(`call.trouble.${trouble}`)} style={{ marginBottom: 10 }} />}
      {wanted.video && (
        <div className="call-mirror">
          {seen ? <Picture stream={stream} mirrored /> : <span className="muted">{t('call.noPicture')}</span>}
        </div>
      )}
      <Form layout="vertical" size="middle">
        <Form.Item style={{ margin: '10px 0' }}>
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            value={wanted.video}
            onChange={(event) => setWanted({ ...wanted, video: event.target.value as boolean })}
            options={[
              { value: true, label: t('call.withPicture') },
              { value: false, label: t('call.soundOnly') },
            ]}
          />
        </Form.Item>
        {wanted.video && (
          <Form.Item label={t('call.camera')} style={{ marginBottom: 10 }}>
            <Select
              value={wanted.camera ?? ''}
              options={choices('videoinput')}
              onChange={(camera) => setWanted({ ...wanted, camera: camera || undefined })}
            />
          </Form.Item>
        )}
        <Form.Item label={t('call.microphone')} style={{ marginBottom: 0 }}>
          <Select
            value={wanted.microphone ?? ''}
            options={choices('audioinput')}
            onChange={(microphone) => setWanted({ ...wanted, microphone: microphone || undefined })}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
