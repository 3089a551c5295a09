import { findStartCode } from '../../bitstream/annex-b';
import { hasSliceHeader, NalUnitType, nalUnitType } from '../../bitstream/nal';
import { joinBytes } from '../../join-bytes';
import type { PushPacket } from './messages';

/**
 * An access unit as a producer of packets sends it: each of its parameter sets in a packet of its own, then the rest.
 *
 * @param data Annex B, from a start code on
 */
export function packetise(data: Uint8Array, key: boolean, timestampUs: number): PushPacket[] {
  const packets: PushPacket[] = [];
  const rest: Uint8Array[] = [];
  for (let at = 0; at < data.length; ) {
    const header = findStartCode(data, at, data.length) + 3;
    const type = nalUnitType(data[header] ?? 0);
    // Behind the first slice stands no parameter set.
    const next = header < 3 || hasSliceHeader(type) ? -1 : findStartCode(data, header, data.length);
    let end = next === -1 ? data.length : next;
    if (next > 0 && data[next - 1] === 0) end--;
    const nal = data.subarray(at, end);
    if (type === NalUnitType.sps) packets.push({ type: 'sps', timestampUs, flags: 0, payload: nal });
    else if (type === NalUnitType.pps) packets.push({ type: 'pps', timestampUs, flags: 0, payload: nal });
    else rest.push(nal);
    at = end;
  }
  if (rest.length > 0)
    packets.push({ type: key ? 'key-frame' : 'frame', timestampUs, flags: 0, payload: joined(rest) });
  return packets;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return joinBytes(parts);
}
