import { defineState } from '../../viewer/service';
import type { Viewer } from '../../viewer/viewer';
import type { ClipSubject } from './clip-subject';

/** What the next clip is taken from. */
export const clipSubjectState = defineState<{ readonly subject: ClipSubject | undefined }>({ subject: undefined });

/** Opens the dialog that takes a clip out. @param subject `undefined` where there is nothing to take it from */
export function openClip(viewer: Viewer, subject: ClipSubject | undefined): void {
  viewer.get(clipSubjectState).setState({ subject });
  viewer.openPanel('export');
}
