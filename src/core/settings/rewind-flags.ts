import { bytesKind } from './bytes-kind';
import { type Flag, number } from './flag';

/** Settings of what can be rewound, for every command that has a station. */
export const REWIND_FLAGS = {
  rewindMinutes: {
    kind: number('MINUTES', 0, 120, false),
    description:
      'How much of each stream can be rewound; kept in files in TMPDIR (without it in /tmp, or in /var/tmp where that is memory) that go with the program. 0: nothing.',
    fallback: 5,
  },
  rewindBytes: {
    kind: bytesKind,
    description:
      'Most bytes of all streams together that are kept for it; then the oldest go first. Fewer where the disk has less left than three times --record-reserve: recordings matter more.',
    fallback: 2 * 2 ** 30,
  },
} as const satisfies Record<string, Flag<unknown>>;
