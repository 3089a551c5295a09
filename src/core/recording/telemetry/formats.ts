/** Forms in which a recording's telemetry can be had besides its `.jsonl`. */
export const TELEMETRY_FORMATS = ['csv', 'srt', 'ass', 'gpx', 'osd'] as const;
export type TelemetryFormat = (typeof TELEMETRY_FORMATS)[number];
