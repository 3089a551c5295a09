// not shown in this file: a bug report, in English for those who mend
import type { Viewer } from '../../viewer/viewer';
import type { PageFacts, ShownStream } from './viewer-report';

/** The page as the browser has it. */
export function pageFacts(viewer: Viewer): PageFacts {
  const decoders = { VideoDecoder: 'VideoDecoder' in window, MediaSource: 'MediaSource' in window };
  return {
    userAgent: navigator.userAgent,
    size: `${window.innerWidth}x${window.innerHeight} at ${window.devicePixelRatio}`,
    processors: navigator.hardwareConcurrency,
    isSecure: window.isSecureContext,
    link: viewer.store.getState().link,
    decoders: Object.entries(decoders).flatMap(([name, isThere]) => (isThere ? [name] : [])),
  };
}

/** What the page shows at this moment. */
export function shownStreams(viewer: Viewer): readonly ShownStream[] {
  return viewer.store.getState().views.map(({ store, screen }) => ({
    ...store.getState(),
    screen: screen.element.tagName,
  }));
}
