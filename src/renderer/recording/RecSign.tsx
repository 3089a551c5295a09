import { useEffect, useState } from 'react';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { recordingOf, recSign } from './rec-state';

/** Says over a picture that it is being recorded, and for how long. */
export function RecSign({ stream }: { readonly stream: string | undefined }) {
  const { viewer } = useViewer();
  const state = useViewerState(({ recordings }) => recordingOf(recordings, stream));
  const sinceUs = state?.state === 'recording' ? state.sinceUs : undefined;
  const elapsedMs = useElapsed(sinceUs, (us) => viewer.sinceStationUs(us));
  if (!state) return null;
  const { kind, glyph, words, label } = recSign(state, elapsedMs);
  return (
    <output className="rec" data-kind={kind} aria-label={label}>
      <span className="glyph" aria-hidden="true">
        {glyph}
      </span>
      <span aria-hidden="true">{words}</span>
    </output>
  );
}

/** Again with each second that begins. */
function useElapsed(sinceUs: number | undefined, elapsed: (us: number) => number | undefined): number | undefined {
  const [, tick] = useState(0);
  useEffect(() => {
    if (sinceUs === undefined) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, [sinceUs]);
  return sinceUs === undefined ? undefined : elapsed(sinceUs);
}
