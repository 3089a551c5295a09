import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { InspectionSection } from '#core/inspection/inspection';
import type { Result } from '#core/texts/result';
import { text } from '#core/texts/text';
import type { TimeRange } from '../../playback/medium';
import { TelemetryIndex } from './telemetry-index';
import type { TelemetryTrack } from './telemetry-track';
import { Tlog } from './tlog';
import { TlogTelemetry } from './tlog-telemetry';

/** The log of MAVLink that a film's telemetry comes from. */
export interface LogOptions {
  /** Its path; absent: what lies beside the film. */
  readonly tlog?: string | undefined;
  /** What its times are moved by: more is later. µs */
  readonly tlogOffsetUs?: number | undefined;
}

interface OpenTelemetry {
  readonly telemetry: TelemetryTrack;
  /** What is in it, for people; absent where that is not known. */
  readonly inspect?: () => readonly InspectionSection[];
}

/**
 * Opens what a film's telemetry is read from: the log that is named, else `NAME.jsonl`, which a recording of ours has, else
 * `NAME.tlog`. A recording's own `.tlog` says nothing that its `.jsonl` does not: that has marks and gaps besides.
 *
 * @param zeroUs when time 0 of the film was, on the wall's clock
 * @param film from when to when it lies, as far as is known
 * @returns why the log that was named cannot be read; what lies beside the film is left out where it cannot
 */
export async function openTelemetry(
  file: string,
  zeroUs: number,
  film: () => TimeRange | undefined,
  { tlog, tlogOffsetUs = 0 }: LogOptions,
): Promise<Result<OpenTelemetry>> {
  const base = file.slice(0, file.length - path.extname(file).length);
  const lines = { ok: true, value: { telemetry: new TelemetryIndex(`${base}.jsonl`, zeroUs) } } as const;
  const isOurs = tlog === undefined && ((await bytesOf(`${base}.jsonl`)) > 0 || (await bytesOf(`${base}.tlog`)) === 0);
  if (isOurs) return lines;
  const read = await Tlog.open(path.resolve(tlog ?? `${base}.tlog`));
  if (read.ok) {
    const telemetry = new TlogTelemetry(read.value, film, tlogOffsetUs);
    return { ok: true, value: { telemetry, inspect: () => read.value.inspect() } };
  }
  if (tlog === undefined) return lines;
  return { ok: false, message: text('recordings.noLog', { name: path.basename(tlog), why: read.message }) };
}

/** 0 where there is no such file. */
async function bytesOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : 0;
}
