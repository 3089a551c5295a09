import { type DragEvent, type MouseEvent, useEffect } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Rect } from '#core/instruments/shared/rect';
import { PlayerView } from '../../player/PlayerView';
import { CAPTION_PX } from '../../streams/layout';
import type { StreamView } from '../../streams/stream-view';
import { FocusingScreen } from '../../ui/FocusingScreen';
import { useTexts } from '../../ui/use-texts';
import { Slot } from '../../viewer/Slot';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { choose, enlarge, move } from '../../viewer/wall-actions';
import { Signal } from './Signal';
import { TileMenu } from './TileMenu';
import { signalOf, tileState } from './tile-state';

interface Props {
  readonly view: StreamView;
  readonly rect: Rect;
  /** On the page, from 0. */
  readonly place: number;
  readonly isChosen: boolean;
}

/** What a drag of a tile carries: its stream's id. */
const DRAGGED = 'application/x-groundglass-stream';

/** One stream on the wall: its picture, and in one line its name, state and signal. */
export function Tile({ view, rect, place, isChosen }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const link = useViewerState((state) => state.link);
  const { stream, isHeld, signal, perSecond, ...state } = useStore(
    view.store,
    useShallow((now) => {
      const shown = tileState(now, link);
      const isLive = shown.kind === 'live' || shown.kind === 'keyOnly';
      const isHeld = now.readings.pictureAgeMs !== undefined;
      const perSecond = isLive && now.statistics ? Math.round(now.statistics.picturesPerSecond) : undefined;
      return { ...shown, words: t(shown.words), stream: now.stream, isHeld, signal: signalOf(now, isLive), perSecond };
    }),
  );
  useShownSize(stream?.id, rect);
  if (!stream) return null;
  const { id, name } = stream;
  const { x: left, y: top, width, height } = rect;
  const drop = (event: DragEvent) => {
    const dragged = event.dataTransfer.getData(DRAGGED);
    if (dragged === '') return;
    event.preventDefault();
    move(viewer, dragged, viewer.store.getState().wall.tiles.indexOf(id));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is for mice; Ctrl+arrow on the button does the same
    <div
      className="tile"
      style={{ left, top, width, height }}
      data-status={state.kind}
      data-severity={state.severity}
      aria-current={isChosen || undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, id)}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={drop}
    >
      <div className="tile-picture" style={{ bottom: CAPTION_PX }}>
        <PlayerView screen={view.screen} />
        {!isHeld && <FocusingScreen />}
        {isHeld && state.kind === 'stale' && <div className="veil" />}
        <Slot name="tile" stream={id} />
      </div>
      <button
        type="button"
        className="tile-face"
        tabIndex={isChosen ? 0 : -1}
        aria-label={`${name}, ${state.words}`}
        aria-keyshortcuts={place < 9 ? String(place + 1) : undefined}
        onFocus={() => choose(viewer, id)}
        // A click by keyboard or by a screen reader has no detail, and no second one follows.
        onClick={(event: MouseEvent) => (event.detail === 0 ? enlarge(viewer, id) : choose(viewer, id))}
        onDoubleClick={() => enlarge(viewer, id)}
      >
        <span className="tile-line" style={{ height: CAPTION_PX }}>
          <span className="tile-name">{name}</span>
          <span className="tile-state">
            <span className="glyph" aria-hidden="true">
              {state.glyph}
            </span>
            {state.words}
          </span>
          {perSecond !== undefined && <Signal dots={signal} perSecond={perSecond} />}
        </span>
      </button>
      <TileMenu stream={stream} isChosen={isChosen} />
    </div>
  );
}

/** Tells the station how large the stream is shown, while it is shown here. */
function useShownSize(id: string | undefined, rect: Rect): void {
  const { shownSizes } = useViewer();
  const width = onScreen(rect.width);
  const height = onScreen(rect.height - CAPTION_PX);
  useEffect(() => {
    if (id !== undefined) shownSizes.show(id, { width, height });
  }, [shownSizes, id, width, height]);
  useEffect(() => {
    if (id !== undefined) return () => shownSizes.show(id, undefined);
  }, [shownSizes, id]);
}

/** CSS px in the screen's own. */
function onScreen(px: number): number {
  return Math.max(1, Math.round(px * window.devicePixelRatio));
}
