import { type AccessUnit, asBeginning, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';
import type { Telemetry } from '#core/telemetry/telemetry';
import { decodeAudioRecord } from './audio-record';
import { packetsOf } from './packet-record';
import type { LoadedRecord, SegmentRing } from './segment-ring';

/** One thing that was kept, with its times as they were: µs on the station's monotonic clock. */
export type Kept =
  | { readonly kind: 'picture'; readonly unit: AccessUnit }
  | { readonly kind: 'telemetry'; readonly values: Telemetry; readonly receiveUs: number }
  | { readonly kind: 'audio'; readonly chunk: AudioChunk }
  /** Of the vehicle's link, each with its own time. */
  | { readonly kind: 'packets'; readonly block: TlogBlock };

/**
 * What a buffer kept, in the order of its coming: from the entry that the picture at `fromUs` is decoded from, until
 * `toUs` or the end that there is when it gets there. What is deleted while it is read is left out, and pictures go on at an
 * entry.
 */
export async function* readRing(ring: SegmentRing, fromUs: number, toUs: number): AsyncGenerator<Kept, void, void> {
  const from = ring.pictureAt(fromUs);
  let place = from === undefined ? undefined : ring.keyOf(from);
  let isBroken = false;
  for (; place !== undefined && ring.timeUs(place) <= toUs; place = ring.nextRecord(place)) {
    const record = await ring.load(place);
    const kept = record && keptOf(record);
    if (!kept) {
      isBroken = true;
      continue;
    }
    if (kept.kind === 'picture') {
      if (isBroken && !isEntry(kept.unit)) continue;
      yield isBroken ? { kind: 'picture', unit: asBeginning(kept.unit) } : kept;
      isBroken = false;
      continue;
    }
    yield kept;
  }
}

function keptOf({ head, data }: LoadedRecord): Kept | undefined {
  const { timeUs: receiveUs } = head;
  switch (head.kind) {
    case 'picture':
      return { kind: 'picture', unit: unitOf({ head, data }) };
    case 'audio': {
      const chunk = decodeAudioRecord(data, receiveUs);
      return chunk && { kind: 'audio', chunk };
    }
    case 'packets':
      return { kind: 'packets', block: packetsOf(data) };
    case 'telemetry':
      return { kind: 'telemetry', values: valuesOf(data), receiveUs };
  }
}

/** A picture's record as the access unit that it was. */
export function unitOf({ head, data }: LoadedRecord): AccessUnit {
  const { key = false, codec, captureUs, timeUs: receiveUs, entry, afterLoss } = head;
  return {
    data,
    key,
    receiveUs,
    codec: codec ?? 'h264',
    ...(captureUs !== undefined && { captureUs }),
    ...(entry && { entry }),
    ...(afterLoss && { afterLoss }),
  };
}

/** Telemetry's record as the values that were written; this process wrote them. */
export function valuesOf(data: Uint8Array): Telemetry {
  return JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8')) as Telemetry;
}
