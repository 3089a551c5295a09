import type { Viewer } from '../viewer';
import type { ClipSubject } from './clip-subject';
import type { ClipPlace, ClipWish } from './clip-wish';

/** Opens the dialog that takes a clip out. @param subject `undefined` where there is nothing to take it from */
export function openClip(viewer: Viewer, subject: ClipSubject | undefined): void {
  viewer.store.setState({ panel: 'export', clipSubject: subject });
}

/** Has a clip made, and says so; that it is ready is said too. @param name of the stream */
export function startClip(viewer: Viewer, wish: ClipWish, place: ClipPlace, name: string): void {
  viewer.clips.start(wish, place, name);
  viewer.tell('The clip is being made.');
}
