import { DEFAULT_NAME_PATTERN } from '../recording/file-name';
import { readHours } from '../recording/hours';
import { RECORD_RULES } from '../recording/rules';
import { TELEMETRY_FORMATS } from '../recording/telemetry/formats';
import { bytesKind } from './bytes-kind';
import { durationKind } from './duration-kind';
import { type Flag, oneOf, optional, repeatable, text } from './flag';

/** Settings of recording, for every command that has a station. */
export const RECORD_FLAGS = {
  recordings: {
    kind: optional(text('DIR', 'a folder', (value) => (value.length > 0 ? value : undefined))),
    description: 'Folder of the recordings. Without it: Videos/Groundglass in your home.',
    fallback: undefined,
  },
  record: {
    kind: oneOf(...RECORD_RULES),
    description:
      'When streams are recorded: on demand (key r, API), always, or while their telemetry says that they are armed (a dash cam’s ignition is on, a host sends armed), that they move, or either of the two (active); a person may start and stop at any time.',
    fallback: 'on-demand',
  },
  recordBefore: {
    kind: durationKind(0, 600),
    description:
      'A recording that begins since a vehicle is armed or moves begins so long before, where it can be rewound.',
    fallback: 5,
  },
  recordAfter: {
    kind: durationKind(0, 3600),
    description: 'It ends so long after the vehicle is neither any more; one that comes back to it is recorded on.',
    fallback: 10,
  },
  recordHours: {
    kind: repeatable(text('HOURS', 'hours such as 08:00-18:00 or mon-fri 22:00-06:00', readHours)),
    description:
      'Record by rule in these hours alone, of every day or of some days, in local time; may be given again and again. Without it: at any time.',
    fallback: [],
  },
  recordName: {
    kind: text('PATTERN', 'a name of 1 to 200 characters', (value) =>
      value.length > 0 && value.length <= 200 ? value : undefined,
    ),
    description: 'Name of a recording, of {stream}, {date} and {time}. A name that is taken is numbered.',
    fallback: DEFAULT_NAME_PATTERN,
  },
  recordSegment: {
    kind: durationKind(1, 86_400),
    description: 'A new file begins with the next key picture after this time.',
    fallback: 1800,
  },
  recordSegmentBytes: {
    kind: bytesKind,
    description: 'The same after so many bytes.',
    fallback: 4000 * 2 ** 20,
  },
  recordQuota: {
    kind: optional(bytesKind),
    description:
      'Most bytes of all recordings together; the oldest that is not pinned is deleted. Without it: no limit.',
    fallback: undefined,
  },
  recordReserve: {
    kind: bytesKind,
    description: 'Left free on the disk: recording stops there with an alarm, and the live picture goes on.',
    fallback: 256 * 2 ** 20,
  },
  recordBeside: {
    kind: repeatable(oneOf(...TELEMETRY_FORMATS)),
    description:
      'Telemetry in this form too beside a recording that ended, besides its .jsonl; may be given again and again. Any form can be had later.',
    fallback: [],
  },
} as const satisfies Record<string, Flag<unknown>>;
