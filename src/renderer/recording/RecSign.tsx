import { useEffect, useState } from 'react';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { timeLeft } from './disk-left';
import { recordingOf, recSign } from './rec-state';

interface Props {
  readonly stream: string | undefined;
  /** Where there is little room, how long the disk lasts is said when it is a caution. */
  readonly isSmall?: boolean;
}

/** Says over a picture that it is being recorded, for how long, and how long the disk takes it. */
export function RecSign({ stream, isSmall = false }: Props) {
  const { viewer } = useViewer();
  const state = useViewerState(({ recordings }) => recordingOf(recordings, stream));
  const sinceUs = state?.state === 'recording' ? state.sinceUs : undefined;
  const elapsedMs = useElapsed(sinceUs, (us) => viewer.sinceStationUs(us));
  const left = useViewerState(({ recordings }) => timeLeft(recordings?.disk));
  if (!state) return null;
  const { kind, glyph, words, label } = recSign(state, elapsedMs);
  return (
    <output className="rec" data-kind={kind} aria-label={left?.isLow ? `${label}, ${left.words}` : label}>
      <span className="glyph" aria-hidden="true">
        {glyph}
      </span>
      <span aria-hidden="true">{words}</span>
      {kind === 'recording' && left && (left.isLow || !isSmall) && (
        <span className="rec-left" data-low={left.isLow} aria-hidden="true">
          {left.isLow && '▲ '}
          {left.words}
        </span>
      )}
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
