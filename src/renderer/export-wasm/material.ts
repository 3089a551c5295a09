import { type ClipMaterial, type ClipMaterialWish, clipMaterialSchema } from '#contracts/clip-material';
import { readTelemetryLine, type TelemetryLine } from '#core/recording/telemetry/lines';
import { ExportFault } from './export-fault';

const PATH = '/api/clip-material';
/** What is fetched is handed to the browser in parts of this size, which it may keep on a disk. */
const PART_BYTES = 8 * 2 ** 20;

/** Has the station cut a clip, without loss. @throws ExportFault, or the signal's reason */
export async function askForMaterial(wish: ClipMaterialWish, signal: AbortSignal): Promise<ClipMaterial> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await ask(PATH, { method: 'POST', headers, body: JSON.stringify(wish), signal });
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
  // It forgets by itself what nobody fetches.
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
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExportFault(`The station does not give the clip: ${reason}`, 'See whether the station is reached.');
  }
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => undefined);
  throw new ExportFault(
    wordOf(answer, 'error') ?? `The station answers ${response.status}.`,
    wordOf(answer, 'tip') ?? '',
  );
}

function wordOf(answer: unknown, name: string): string | undefined {
  const value = typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined;
  return typeof value === 'string' ? value.slice(0, 500) : undefined;
}
