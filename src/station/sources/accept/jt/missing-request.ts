import type { Jt808Message } from '#core/protocols/jt808/messages';
import type { IncompleteMessage } from '#core/protocols/jt808/reassembly';
import { MESSAGE_TYPES } from '#core/protocols/jt808/registry';

/** As many as the byte of 2013 counts. */
const MAX_ASKED_PARTS = 255;
const MEDIA_ID_BYTES = 4;

/** Asks for the parts of a split message that have not come: of a file by 0x8800, once its first part has told its id. */
export function missingRequest({ id, firstSerial, missing, first }: IncompleteMessage): Jt808Message {
  const parts = missing.slice(0, MAX_ASKED_PARTS);
  if (id === MESSAGE_TYPES.mediaData.id && first && first.length >= MEDIA_ID_BYTES) {
    const mediaId = new DataView(first.buffer, first.byteOffset).getUint32(0);
    return { kind: 'mediaAnswer', body: { mediaId, missing: parts } };
  }
  return { kind: 'retransmit', body: { originalSerial: firstSerial, parts } };
}
