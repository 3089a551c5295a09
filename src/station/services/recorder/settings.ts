import os from 'node:os';
import path from 'node:path';
import type { RECORD_FLAGS } from '#core/settings/record-flags';
import type { ValuesOf } from '#core/settings/values';
import type { RecorderSettings } from './recorder-settings';

/** What of the settings is about recording. */
type RecordSettings = ValuesOf<typeof RECORD_FLAGS>;

/** How a station of these settings records. The folder is made with the first recording. */
export function recorderSettings(settings: RecordSettings): RecorderSettings {
  return {
    folder: path.resolve(settings.recordings ?? path.join(os.homedir(), 'Videos', 'Groundglass')),
    fallback: settings.recordingsFallback === undefined ? undefined : path.resolve(settings.recordingsFallback),
    mode: settings.recordingsMode,
    pattern: settings.recordName,
    rule: settings.record,
    hours: settings.recordHours,
    beforeUs: settings.recordBefore * 1e6,
    afterUs: settings.recordAfter * 1e6,
    segment: { us: settings.recordSegment * 1e6, bytes: settings.recordSegmentBytes },
    quotaBytes: settings.recordQuota,
    reserveBytes: settings.recordReserve,
    beside: settings.recordBeside,
  };
}
