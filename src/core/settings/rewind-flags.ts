import { bytesKind } from './bytes-kind';
import { number } from './flag';
import { STATION, settingsIn } from './setting';

/** Settings of what can be rewound, for every command that has a station. */
export const REWIND_FLAGS = settingsIn('rewind', STATION, {
  rewindMinutes: {
    label: 'setting.rewindMinutes',
    unit: 'min',
    kind: number('MINUTES', 0, 120, false),
    description: 'setting.rewindMinutes.about',
    default: 5,
  },
  rewindBytes: {
    label: 'setting.rewindBytes',
    unit: 'B',
    kind: bytesKind,
    description: 'setting.rewindBytes.about',
    default: 2 * 2 ** 30,
  },
});
