import { joinBytes } from '../../join-bytes';

/** metadata_service_id, sequence_number, flags, AU_cell_data_length. */
const HEADER_BYTES = 5;

/**
 * The metadata of a PES packet out of its AU cells (ISO/IEC 13818-1, 2.12.4): one behind the other, so that what lies over
 * several of them is in one piece. Some encoders leave the cells out: then the payload is told as it is.
 */
export function metadataOf(payload: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= payload.length) {
    const AU_cell_data_length = (payload[at + 3]! << 8) | payload[at + 4]!;
    const end = at + HEADER_BYTES + AU_cell_data_length;
    if (end > payload.length) break;
    parts.push(payload.subarray(at + HEADER_BYTES, end));
    at = end;
  }
  return at === payload.length ? joinBytes(parts) : payload;
}
