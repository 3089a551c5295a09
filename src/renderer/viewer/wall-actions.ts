import { text } from '#core/texts/text';
import type { WallLayout } from '../streams/layout';
import { isPlaying } from '../streams/played-wall';
import { moveTile, showsWall, visibleTiles, type WallState } from '../streams/wall-state';
import { remember } from '../ui/page-memory';
import { playedRecordings } from './played-recordings';
import type { Viewer } from './viewer';

/** What people do with the wall. How it stands is kept for the next time. */
function change(viewer: Viewer, how: (wall: WallState) => WallState): void {
  viewer.setWall(how);
  const { wall, streams } = viewer.store.getState();
  if (!isPlaying(streams)) remember('wall', wall);
}

/** Opens the wall, or closes it for the picture that was chosen. */
export function toggleWall(viewer: Viewer): void {
  const { wall } = viewer.store.getState();
  if (wall.tiles.length < 2) {
    const message = text('wall.tooFew');
    viewer.notify({ message, tip: text('wall.tooFew.tip') });
    return;
  }
  change(viewer, (before) => ({ ...before, isOpen: !showsWall(before), isEnlarged: false }));
}

export function chooseLayout(viewer: Viewer, layout: WallLayout): void {
  change(viewer, (wall) => ({ ...wall, layout }));
}

/** The stream that has the keyboard's and the statistics' attention. */
export function choose(viewer: Viewer, chosen: string): void {
  viewer.setWall((wall) => (wall.chosen === chosen ? wall : { ...wall, chosen }));
}

/** @param place from 0, on the page that is shown @returns whether its stream was chosen already */
export function choosePlace(viewer: Viewer, place: number): boolean {
  const { wall, stream } = viewer.store.getState();
  const chosen = visibleTiles(wall)[place];
  if (chosen !== undefined) choose(viewer, chosen);
  return chosen !== undefined && chosen === stream?.id;
}

export function enlarge(viewer: Viewer, chosen: string): void {
  viewer.setWall((wall) => ({ ...wall, chosen, isEnlarged: true }));
}

/** From an enlarged picture back to the wall that it belongs to; from recordings back to what is live. */
export function back(viewer: Viewer): void {
  const { wall, streams } = viewer.store.getState();
  if (wall.isOpen && wall.isEnlarged && wall.tiles.length > 1) {
    viewer.setWall((enlarged) => ({ ...enlarged, isEnlarged: false }));
  } else if (isPlaying(streams)) viewer.get(playedRecordings).closeAll();
}

/** @param to an index among all tiles */
export function move(viewer: Viewer, stream: string, to: number): void {
  change(viewer, (wall) => ({ ...moveTile(wall, stream, to), chosen: stream }));
}
