import { z } from 'zod';
import { type ClipMaterial, type ClipMaterialRequest, clipMaterialSchema } from '#contracts/clip-material';
import { adviceShape } from '#contracts/text';
import { reasonOf } from '#core/reason-of';
import { readTelemetryLine, type TelemetryLine } from '#core/recording/telemetry/lines';
import { text } from '#core/texts/text';
import { ExportFault } from './export-fault';

/** How a station says why it does not give a clip. */
const refusalSchema = z.object({ advice: z.object(adviceShape) });
const PATH = '/api/clip-material';
/** What is fetched is handed to the browser in parts of this size, which it may keep on a disk. */
const PART_BYTES = 8 * 2 ** 20;

/** Has the station cut a clip, without loss. @throws ExportFault, or the signal's reason */
export async function askForMaterial(spec: ClipMaterialRequest, signal: AbortSignal): Promise<ClipMaterial> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await ask(PATH, { method: 'POST', headers, body: JSON.stringify(spec), signal });
  return clipMaterialSchema.parse(await response.json());
}

/** @param onBytes how many have come so far */
export async function fetchVideo(
  { id }: ClipMaterial,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const response = await ask(`${PATH}/${id}/video`, { signal });
  const parts: Blob[] = [];
  let [waiting, waitingBytes, bytes] = [[] as Uint8Array<ArrayBuffer>[], 0, 0];
  const keep = () => {
    parts.push(new Blob(waiting));
    [waiting, waitingBytes] = [[], 0];
  };
  for await (const chunk of chunksOf(response)) {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    bytes += chunk.length;
    if (waitingBytes >= PART_BYTES) keep();
    onBytes(bytes);
  }
  keep();
  return new Blob(parts, { type: 'video/mp4' });
}

/** The clip's telemetry, line by line as it comes. */
export async function* fetchTelemetry({ id }: ClipMaterial, signal: AbortSignal): AsyncGenerator<TelemetryLine> {
  const response = await ask(`${PATH}/${id}/telemetry`, { signal });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunksOf(response)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const read = readTelemetryLine(line);
      if (read) yield read;
    }
  }
}

/** The station need not keep it any longer. */
export function releaseMaterial({ id }: ClipMaterial): void {
  // The station deletes by itself what is not fetched.
  fetch(`${PATH}/${id}`, { method: 'DELETE' }).catch(() => undefined);
}

/** Not every browser can iterate over a body. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value;
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    const reason = reasonOf(error);
    throw new ExportFault(text('clip.notGiven', { reason }), text('clip.notGiven.tip'));
  }
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => undefined);
  const read = refusalSchema.safeParse(answer);
  const { message, tip } = read.data?.advice ?? {};
  throw new ExportFault(message ?? text('clip.answers', { status: response.status }), tip ?? text('clip.notGiven.tip'));
}
