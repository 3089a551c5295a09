import { text, verbatim } from '#core/texts/text';
import type { Feature } from '../../viewer/viewer';
import { toggleWall } from '../../viewer/wall-actions';

/** The wall's action, and the keys that mean something only where there are several streams. */
export const wall: Feature = {
  id: 'wall',
  actions: { toggleWall },
  keys: {
    isUsed: (state) => state.wall.tiles.length > 1,
    help: [
      { keys: verbatim('1–9'), label: text('keys.tile') },
      { keys: verbatim('↵'), label: text('keys.enlarge') },
      { keys: text('keys.escape'), label: text('keys.back') },
      { keys: verbatim('Ctrl →'), label: text('keys.move') },
    ],
  },
};
