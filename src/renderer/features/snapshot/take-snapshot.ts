import { exifOf } from '#core/snapshot/exif';
import type { SnapshotFacts } from '#core/snapshot/facts';
import { jpegWithMetadata } from '#core/snapshot/jpeg';
import { snapshotName } from '#core/snapshot/name';
import { pngWithMetadata } from '#core/snapshot/png';
import { xmpOf } from '#core/snapshot/xmp';
import type { StreamView } from '../../streams/stream-view';
import { frameSnapshot, inSnapshot } from './frame';

/** What a snapshot's file is. */
export type SnapshotFormat = 'png' | 'jpeg';

/** A snapshot that is ready to be kept. */
export interface Snapshot {
  readonly name: string;
  readonly file: Blob;
}

const JPEG_QUALITY = 0.95;
const SOFTWARE = 'Groundglass';
/** Near-black, as the bars beside a picture are. */
const BARS = '#05070a';

/**
 * Takes the picture that stands on the screen, at its own full size, with what is known of it in the file.
 *
 * @param withInstruments draw those that are shown over it too
 * @returns `undefined` where there is no picture yet
 */
export async function takeSnapshot(
  view: StreamView,
  format: SnapshotFormat,
  withInstruments: boolean,
): Promise<Snapshot | undefined> {
  const { element, size } = view.screen;
  if (!size || !isDrawable(element)) return undefined;
  const { telemetry, stream, readings } = view.store.getState();
  const facts: SnapshotFacts = {
    takenMs: Date.now() - (readings.pictureAgeMs ?? 0),
    stream: stream?.name ?? '',
    telemetry,
    software: SOFTWARE,
  };
  const canvas = draw(element, size, withInstruments);
  const bare = await canvas.convertToBlob({ type: `image/${format}`, quality: JPEG_QUALITY });
  const bytes = new Uint8Array(await bare.arrayBuffer());
  const withFacts = format === 'png' ? pngWithMetadata : jpegWithMetadata;
  const file = withFacts(bytes, exifOf(facts), xmpOf(facts)) ?? bytes;
  return {
    name: snapshotName(facts.stream, localTime(facts.takenMs), format),
    file: new Blob([file], { type: bare.type }),
  };
}

function isDrawable(element: HTMLElement): element is HTMLVideoElement | HTMLCanvasElement {
  return element instanceof HTMLVideoElement || element instanceof HTMLCanvasElement;
}

function draw(
  element: HTMLVideoElement | HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  withInstruments: boolean,
): OffscreenCanvas {
  const stage = element.closest('.stage, .tile');
  const frame = frameSnapshot(size, (stage ?? element).getBoundingClientRect(), withInstruments);
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  const ink = canvas.getContext('2d');
  if (!ink) return canvas;
  ink.fillStyle = BARS;
  ink.fillRect(0, 0, frame.width, frame.height);
  const { picture } = frame;
  ink.drawImage(element, picture.x, picture.y, picture.width, picture.height);
  if (!withInstruments) return canvas;
  for (const instrument of stage?.querySelectorAll<HTMLCanvasElement>('canvas[data-instrument]') ?? []) {
    const { x, y, width, height } = inSnapshot(instrument.getBoundingClientRect(), frame);
    if (instrument.width > 0 && width > 0) ink.drawImage(instrument, x, y, width, height);
  }
  return canvas;
}

/** `2026-11-21T14:03:05.123` on this machine's clock. */
function localTime(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}
