import { useEffect } from 'react';

/** Keeps the screen awake and fills it where the browser lets; a wall has nobody to press a key. */
export function useScreen() {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const stayAwake = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (gone) await lock.release();
      } catch {
        // Refused on battery or by policy: the wall works all the same.
      }
    };
    void stayAwake();
    document.addEventListener('visibilitychange', stayAwake);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', stayAwake);
      void lock?.release().catch(() => {});
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    };
  }, []);
}

/** Works only as the answer to a key or a click. */
export function toggleFullscreen() {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
  else void document.documentElement.requestFullscreen().catch(() => {});
}
