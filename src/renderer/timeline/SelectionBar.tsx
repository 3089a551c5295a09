import { Button } from 'react-aria-components';
import type { PlaybackInfo } from '#contracts/playback';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { formatClock } from './scale';
import { formatDuration, isWhole, keptOf, type Selection } from './selection';

/** For fingers, and for who does not know the keys: selects what just happened. */
export function SelectButton() {
  const { viewer } = useViewer();
  const hasSelection = useViewerState((state) => state.selection !== undefined);
  if (hasSelection) return null;
  return (
    <Button className="timeline-button" aria-label="Select a clip" onPress={() => viewer.selection.propose()}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M6.2 9.8 13.5 2.5M6.2 6.2l7.3 7.3M6.5 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zm0 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
        />
      </svg>
    </Button>
  );
}

/** From when to when, how long, and what can be done with it. */
export function SelectionBar({ range }: { readonly range: PlaybackInfo }) {
  const { viewer, run } = useViewer();
  const selection = useViewerState((state) => state.selection);
  if (!selection) return null;
  const kept = keptOf(selection, range);
  return (
    <section className="selection-bar" aria-label="Clip">
      <p className="selection-times">
        <Times selection={selection} />
        <output className="selection-length" aria-label="Length of the clip">
          {kept && isWhole(selection) ? formatDuration(kept.outUs - kept.inUs) : '–'}
        </output>
      </p>
      <Button className="timeline-button" aria-label="Begin the clip here" onPress={() => viewer.selection.beginHere()}>
        <span className="key" aria-hidden="true">
          [
        </span>
      </Button>
      <Button className="timeline-button" aria-label="End the clip here" onPress={() => viewer.selection.endHere()}>
        <span className="key" aria-hidden="true">
          ]
        </span>
      </Button>
      <Button
        className="timeline-button"
        aria-label="Play the clip"
        isDisabled={!kept}
        onPress={() => viewer.selection.play()}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            d="M3.5 2.5H2v11h1.5M12.5 2.5H14v11h-1.5M6 5v6l5-3z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinejoin="round"
          />
        </svg>
      </Button>
      <Button
        className="timeline-button selection-export"
        aria-label="Take out the clip"
        isDisabled={!kept}
        onPress={() => run('clip')}
      >
        Clip…
      </Button>
      <Button className="timeline-button" aria-label="Clear the clip" onPress={() => viewer.selection.clear()}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
        </svg>
      </Button>
    </section>
  );
}

/** An end that is not marked yet says how to mark it. */
function Times({ selection: { inUs, outUs } }: { readonly selection: Selection }) {
  return (
    <span>
      {inUs === undefined ? 'begin?' : formatClock(inUs)} – {outUs === undefined ? 'end?' : formatClock(outUs)}
    </span>
  );
}
