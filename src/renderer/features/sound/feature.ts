import { soundBox } from '../../shared/sound/sound-service';
import type { Feature } from '../../viewer/viewer';
import { SoundBar } from './SoundBar';

/** The sound of what is shown: off until the person wants it. */
export const sound: Feature = {
  id: 'sound',
  actions: { toggleSound: (viewer) => viewer.get(soundBox).toggle() },
  onLinkOpen: (viewer) => viewer.get(soundBox).reopened(),
  parts: { badge: SoundBar },
};
