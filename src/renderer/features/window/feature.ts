import type { Feature, Viewer } from '../../viewer/viewer';

/** What concerns the window as a whole: its size, its instruments, its link. */
export const windowFeature: Feature = {
  id: 'window',
  actions: {
    toggleOverlay: ({ store }) => store.setState(({ overlay }) => ({ overlay: !overlay })),
    toggleFullscreen,
    retry: (viewer) => viewer.retry(),
    quit: (viewer) => (viewer.bridge ? viewer.bridge.command('quit') : viewer.disconnect()),
  },
};

/** In a browser the page does it itself. Refusals (no user gesture) are the browser's right. */
function toggleFullscreen({ bridge }: Viewer): void {
  if (bridge) return bridge.command('toggle-fullscreen');
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}
