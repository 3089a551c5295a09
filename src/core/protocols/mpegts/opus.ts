/** Opus packets of a second, at most: 2.5 ms each. */
const MAX_PACKETS = 400;

/**
 * The Opus packets of a PES packet (“Encapsulation of Opus in MPEG-TS”, 3.2): each behind an opus_control_header. It ends at the
 * first byte that is none, or of a packet that is not whole.
 */
export function opusPackets(bytes: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0; at + 2 < bytes.length && packets.length < MAX_PACKETS; ) {
    // control_header_prefix of 11 bits.
    if (bytes[at] !== 0x7f || (bytes[at + 1]! & 0xe0) !== 0xe0) break;
    const flags = bytes[at + 1]!;
    at += 2;
    let au_size = 0;
    let part: number | undefined;
    do {
      part = bytes[at++];
      au_size += part ?? 0;
    } while (part === 255);
    // start_trim_flag, end_trim_flag: each with two bytes.
    if ((flags & 0x10) !== 0) at += 2;
    if ((flags & 0x08) !== 0) at += 2;
    // control_extension_flag.
    if ((flags & 0x04) !== 0) at += 1 + (bytes[at] ?? 0);
    if (au_size === 0 || at + au_size > bytes.length) break;
    packets.push(bytes.subarray(at, at + au_size));
    at += au_size;
  }
  return packets;
}

/** How long a packet is in units of 1/48000 s, as its TOC byte says (RFC 6716, 3.1). */
export function opusUnits(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const frames = [1, 2, 2, (packet[1] ?? 1) & 0x3f][toc & 3] ?? 1;
  const silk = [480, 960, 1920, 2880][config & 3] ?? 960;
  const celt = [120, 240, 480, 960][config & 3] ?? 960;
  return frames * (config < 12 ? silk : config < 16 ? ((config & 1) === 0 ? 480 : 960) : celt);
}
