/**
 * Keeps the screen on, where the browser lets a page do so: a phone that locks itself stops its camera. The browser
 * takes the lock away when the page is hidden; it is asked for again when the page is seen.
 *
 * @returns what lets it go.
 */
export function keepAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined;
  let lock: WakeLockSentinel | undefined;
  let isWanted = true;
  const ask = () => {
    if (document.visibilityState !== 'visible') return;
    navigator.wakeLock.request('screen').then(
      (granted) => {
        if (isWanted) lock = granted;
        else void granted.release();
      },
      // A phone that saves its battery refuses; the camera works all the same.
      () => undefined,
    );
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
