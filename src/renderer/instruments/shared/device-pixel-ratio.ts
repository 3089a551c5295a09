import { useSyncExternalStore } from 'react';

/**
 * Calls back when the ratio changes: the window goes to another screen, or the page is zoomed. A media query only tells
 * that the ratio is no longer the one it names, so each change needs a new one.
 */
function subscribe(changed: () => void): () => void {
  let query: MediaQueryList | undefined;
  const listen = (): void => {
    // not shown: a media query
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', onChange, { once: true });
  };
  const onChange = (): void => {
    listen();
    changed();
  };
  listen();
  return () => query?.removeEventListener('change', onChange);
}

/** Device pixels per CSS px, kept up to date. */
export function useDevicePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => devicePixelRatio);
}
