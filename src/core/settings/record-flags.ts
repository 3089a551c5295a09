import { DEFAULT_NAME_PATTERN } from '../recording/file-name';
import { readHours } from '../recording/hours';
import { RECORD_RULES } from '../recording/rules';
import { TELEMETRY_FORMATS } from '../recording/telemetry/formats';
import { text } from '../texts/text';
import { bytesKind } from './bytes-kind';
import { durationKind } from './duration-kind';
import { fileModeKind } from './file-mode-kind';
import { oneOf, parsed, repeatable } from './flag';
import { INTAKE, STATION, settingsIn } from './setting';

/** How recordings are written, for every command that records. */
const FILE_FLAGS = settingsIn('recording', INTAKE, {
  recordings: {
    label: 'setting.recordings',
    kind: parsed('DIR', text('allowed.folder'), (value) => (value.length > 0 ? value : undefined)),
    description: 'setting.recordings.about',
    as: { record: { flag: 'out', description: 'setting.recordings.about.record' } },
  },
  recordingsFallback: {
    label: 'setting.recordingsFallback',
    kind: parsed('DIR', text('allowed.folder'), (value) => (value.length > 0 ? value : undefined)),
    description: 'setting.recordingsFallback.about',
  },
  recordingsMode: {
    label: 'setting.recordingsMode',
    kind: fileModeKind,
    description: 'setting.recordingsMode.about',
  },
  recordName: {
    label: 'setting.recordName',
    kind: parsed('PATTERN', text('allowed.namePattern'), (value) =>
      value.length > 0 && value.length <= 200 ? value : undefined,
    ),
    description: 'setting.recordName.about',
    default: DEFAULT_NAME_PATTERN,
  },
  recordSegment: {
    label: 'setting.recordSegment',
    unit: 's',
    kind: durationKind(1, 86_400),
    description: 'setting.recordSegment.about',
    default: 1800,
  },
  recordSegmentBytes: {
    label: 'setting.recordSegmentBytes',
    unit: 'B',
    kind: bytesKind,
    description: 'setting.recordSegmentBytes.about',
    default: 4000 * 2 ** 20,
  },
  recordReserve: {
    label: 'setting.recordReserve',
    unit: 'B',
    kind: bytesKind,
    description: 'setting.recordReserve.about',
    default: 256 * 2 ** 20,
  },
  recordBeside: {
    label: 'setting.recordBeside',
    kind: repeatable(oneOf(...TELEMETRY_FORMATS)),
    description: 'setting.recordBeside.about',
    default: [],
  },
});

/** When recordings are made, for every command that has a station. */
const RULE_FLAGS = settingsIn('recording', STATION, {
  record: {
    label: 'setting.record',
    kind: oneOf(...RECORD_RULES),
    description: 'setting.record.about',
    default: 'on-demand',
  },
  recordBefore: {
    label: 'setting.recordBefore',
    unit: 's',
    kind: durationKind(0, 600),
    description: 'setting.recordBefore.about',
    default: 5,
  },
  recordAfter: {
    label: 'setting.recordAfter',
    unit: 's',
    kind: durationKind(0, 3600),
    description: 'setting.recordAfter.about',
    default: 10,
  },
  recordHours: {
    label: 'setting.recordHours',
    kind: repeatable(parsed('HOURS', text('allowed.hours'), readHours)),
    description: 'setting.recordHours.about',
    default: [],
  },
  recordQuota: {
    label: 'setting.recordQuota',
    unit: 'B',
    kind: bytesKind,
    description: 'setting.recordQuota.about',
  },
});

/** Settings of recording. */
export const RECORD_FLAGS = { ...FILE_FLAGS, ...RULE_FLAGS };
