import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { reasonOf } from '#core/reason-of';
import { csvHead, csvRow } from '#core/recording/telemetry/csv';
import type { TelemetryFormat } from '#core/recording/telemetry/formats';
import { GPX_TAIL, gpxHead, gpxPoint } from '#core/recording/telemetry/gpx';
import { readTelemetryLine, type TelemetryLine } from '#core/recording/telemetry/lines';
import { osdFileWriter } from '#core/recording/telemetry/osd-file';
import { ASS_HEAD, assCue, type Cue, CueMaker, srtCue } from '#core/recording/telemetry/subtitles';
import { modeOf } from '../../file-mode';
import type { Log } from '../../log';
import { AppendFile } from './append-file';

/** As much is gathered before it is handed on. */
const PIECE_LENGTH = 64 * 1024;

/** Makes text, or bytes, of lines, one line at a time. */
interface Maker {
  readonly head: string;
  line(line: TelemetryLine): string | Uint8Array;
  tail(): string;
}

/** @param base a recording's path without extension @returns the file in pieces; no more than one of them is in memory */
export async function* telemetryPieces(base: string, format: TelemetryFormat): AsyncGenerator<Uint8Array> {
  const maker = MAKERS[format](path.basename(base));
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: string | Uint8Array) => {
    if (part.length === 0) return;
    parts.push(typeof part === 'string' ? Buffer.from(part) : part);
    length += part.length;
  };
  add(maker.head);
  const lines = createInterface({ input: createReadStream(`${base}.jsonl`), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    const read = readTelemetryLine(line);
    if (read) add(maker.line(read));
    if (length < PIECE_LENGTH) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  add(maker.tail());
  yield Buffer.concat(parts);
}

/** Writes a recording's telemetry beside it; what is there already stays as it is. @throws the system's error */
export async function writeTelemetryFile(base: string, format: TelemetryFormat): Promise<void> {
  const file = await AppendFile.create(`${base}.${format}`, await modeOf(`${base}.mp4`));
  try {
    for await (const bytes of telemetryPieces(base, format)) if (bytes.length > 0) await file.append([bytes]);
  } finally {
    await file.close();
  }
}

/** Writes it in several forms; one that cannot be written is logged, and the others are. */
export async function writeTelemetryFiles(base: string, formats: readonly TelemetryFormat[], log: Log): Promise<void> {
  for (const format of formats) {
    await writeTelemetryFile(base, format).catch((error: unknown) => {
      log.warn(`${base}.${format} cannot be written: ${reasonOf(error)}`);
    });
  }
}

const MAKERS: Readonly<Record<TelemetryFormat, (name: string) => Maker>> = {
  csv: () => ({ head: csvHead(), line: csvRow, tail: () => '' }),
  gpx: (name) => ({ head: gpxHead(name), line: gpxPoint, tail: () => GPX_TAIL }),
  srt: () => {
    let number = 0;
    return subtitles('', (cue) => {
      const text = srtCue(cue, number + 1);
      if (text !== '') number++;
      return text;
    });
  },
  ass: () => subtitles(ASS_HEAD, assCue),
  osd: () => ({ head: '', line: osdFileWriter(), tail: () => '' }),
};

function subtitles(head: string, write: (cue: Cue) => string): Maker {
  const cues = new CueMaker();
  const text = (cue: Cue | undefined) => (cue ? write(cue) : '');
  return { head, line: (line) => text(cues.add(line)), tail: () => text(cues.end()) };
}
