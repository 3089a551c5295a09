/** CRC-16/MCRF4XX (reflected 0x1021, first value 0xFFFF, no final XOR), as MAVLink's guide “Packet Serialization” asks. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  return crc;
});

/** What a checksum begins with. */
const CRC_START = 0xffff;

/** The checksum over `bytes[from, to)` after `crc`. */
export function crcOf(bytes: Uint8Array, from: number, to: number, crc = CRC_START): number {
  let sum = crc;
  for (let at = from; at < to; at++) sum = (sum >>> 8) ^ TABLE[(sum ^ bytes[at]!) & 0xff]!;
  return sum;
}

/** The checksum after one byte more: the last is a message's CRC_EXTRA. */
export function crcWith(crc: number, byte: number): number {
  return (crc >>> 8) ^ TABLE[(crc ^ byte) & 0xff]!;
}
