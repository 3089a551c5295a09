import { text } from '#core/texts/text';
import type { Viewer } from '../../viewer/viewer';
import type { ClipPlace, ClipSpec } from './clip-spec';
import { clipsService } from './clips-service';

/** Has a clip made, and says so; that it is ready is said too. @param name of the stream */
export function startClip(viewer: Viewer, spec: ClipSpec, place: ClipPlace, name: string): void {
  viewer.get(clipsService).start(spec, place, name);
  viewer.announce(text('clip.started'));
}
