import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Size } from '#core/instruments/shared/rect';
import { layOutTiles, placesOf } from '../../streams/layout';
import type { StreamView } from '../../streams/stream-view';
import { type Direction, neighbour } from '../../streams/wall-state';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { choose, move } from '../../viewer/wall-actions';
import { focusChosen } from './focus-chosen';
import { LayoutChooser } from './LayoutChooser';
import { Tile } from './Tile';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const USUAL_ASPECT = 4 / 3;

/** Several streams side by side. Arrows go from tile to tile, with Ctrl they carry it along. */
export function Wall({ box }: { readonly box: Size }) {
  const t = useTexts();
  const viewer = useViewer();
  const element = useRef<HTMLElement>(null);
  const { views, focus, layout, tiles } = useViewerState(({ views, focus, wall }) => ({
    views,
    focus,
    layout: wall.layout,
    tiles: wall.tiles,
  }));
  const chosen = useViewerState((state) => state.stream?.id);
  const aspect = useAspect(views[0] ?? focus);
  const grid = layOutTiles(box, placesOf(layout, tiles.length), aspect);

  useEffect(focusChosen, [chosen]);
  const press = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    const isTile = event.target instanceof Element && event.target.classList.contains('tile-face');
    if (!direction || !isTile || chosen === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = neighbour(tiles.indexOf(chosen), direction, grid.columns, tiles.length);
    if (event.ctrlKey) move(viewer, chosen, to);
    else choose(viewer, tiles[to] ?? chosen);
  };
  return (
    <section ref={element} className="wall" aria-label={t('wall.title')} onKeyDown={press}>
      {grid.tiles.map((rect, place) => {
        const view = views[place];
        const { x: left, y: top, width, height } = rect;
        if (!view) return <div key={`empty ${place}`} className="tile-empty" style={{ left, top, width, height }} />;
        return <Tile key={keyOf(view)} view={view} rect={rect} place={place} isChosen={view === focus} />;
      })}
      <LayoutChooser />
    </section>
  );
}

/** The shape of the first tile's picture is that of all: a grid of several shapes is no grid. */
function useAspect({ store }: StreamView): number {
  return useStore(store, ({ readings: { size } }) => (size ? size.width / size.height : USUAL_ASPECT));
}

const KEYS = new WeakMap<StreamView, string>();
let lastKey = 0;

/** A view keeps its elements wherever its tile goes. */
function keyOf(view: StreamView): string {
  let key = KEYS.get(view);
  if (key === undefined) {
    // not shown: a key of React's
    key = `view ${++lastKey}`;
    KEYS.set(view, key);
  }
  return key;
}
