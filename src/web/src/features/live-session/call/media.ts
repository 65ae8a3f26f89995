/** Why there is no camera or microphone. */
export type MediaTrouble = 'insecure' | 'denied' | 'missing' | 'busy';

export interface Wanted {
  readonly video: boolean;
  readonly camera?: string;
  readonly microphone?: string;
}

/** A doctor's face on a township line: small is enough, and the sensor may be told so. */
const picture: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 24 } };
const sound: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Browsers hand out devices on HTTPS and on this machine only. */
export const mayUseDevices = () => !!navigator.mediaDevices?.getUserMedia;

/** As much as can be had: camera and microphone, else the microphone, else nothing and why. */
export async function openMedia(wanted: Wanted): Promise<{ readonly stream?: MediaStream; readonly trouble?: MediaTrouble }> {
  if (!mayUseDevices()) return { trouble: 'insecure' };
  const audio = { ...sound, ...(wanted.microphone ? { deviceId: { exact: wanted.microphone } } : {}) };
  const video = { ...picture, ...(wanted.camera ? { deviceId: { exact: wanted.camera } } : {}) };
  let trouble: MediaTrouble | undefined;
  for (const constraints of wanted.video ? [{ audio, video }, { audio }] : [{ audio }]) {
    try {
      return { stream: await navigator.mediaDevices.getUserMedia(constraints), trouble };
    } catch (error) {
      trouble = troubleOf(error);
      if (trouble === 'denied') break;
    }
  }
  return { trouble };
}

/** The camera alone, for a call that is under way; nothing when there is none. */
export const openCamera = (): Promise<MediaStream | undefined> =>
  navigator.mediaDevices.getUserMedia({ video: picture }).catch(() => undefined);

export const stopAll = (stream: MediaStream | undefined) => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

function troubleOf(error: unknown): MediaTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}
