import { createHash } from 'node:crypto';
import { MavLinkPacketSignature, MavLinkProtocolV2 } from 'node-mavlink';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from './encode';
import { readPacket } from './fixtures/packets';
import { KEY_BYTES, type Sha256, SignatureCheck, sign, timestampOf } from './signing';

const sha256: Sha256 = (key, bytes) => createHash('sha256').update(key).update(bytes).digest();
const KEY = new Uint8Array(KEY_BYTES).fill(0x42);
const NOW = Date.UTC(2026, 0, 1);
const stamp = timestampOf(NOW);

function signed(timestamp: number, { key = KEY, link = 1, system = 1 } = {}): Uint8Array {
  const packet = encodeMessage('HEARTBEAT', { type: 2 }, { version: 2, system, component: 1, seq: 0, signed: true });
  sign(packet, { key, sha256, link, timestamp });
  return packet;
}
const check = () => new SignatureCheck(KEY, sha256, () => NOW);

describe('a signature', () => {
  it('is the one that the judge makes', () => {
    const ours = signed(stamp);
    const unsigned = ours.subarray(0, ours.length - 13);
    const judged = new MavLinkProtocolV2().sign(Buffer.from(unsigned), 1, Buffer.from(KEY), NOW);
    expect(Buffer.from(ours).toString('hex')).toBe(judged.toString('hex'));
    expect(new MavLinkPacketSignature(Buffer.from(ours)).matches(Buffer.from(KEY))).toBe(true);
  });

  it('lets a packet in', () => {
    expect(check().refusal(readPacket(signed(stamp)))).toBeUndefined();
  });

  it('with another key, or with a byte changed, does not', () => {
    expect(check().refusal(readPacket(signed(stamp, { key: new Uint8Array(KEY_BYTES) })))).toBe('badSignature');
    const changed = signed(stamp);
    changed[changed.length - 1]! ^= 1;
    expect(check().refusal(readPacket(changed))).toBe('badSignature');
  });

  it('counts once: its time grows for each link, system and component', () => {
    const one = check();
    expect(one.refusal(readPacket(signed(stamp)))).toBeUndefined();
    expect(one.refusal(readPacket(signed(stamp)))).toBe('replayed');
    expect(one.refusal(readPacket(signed(stamp - 1)))).toBe('replayed');
    expect(one.refusal(readPacket(signed(stamp - 1, { link: 2 })))).toBeUndefined();
    expect(one.refusal(readPacket(signed(stamp - 1, { system: 2 })))).toBeUndefined();
    expect(one.refusal(readPacket(signed(stamp + 1)))).toBeUndefined();
  });

  it('that is more than a minute old begins nothing', () => {
    expect(check().refusal(readPacket(signed(stamp - 6_000_001)))).toBe('tooOld');
    expect(check().refusal(readPacket(signed(stamp - 5_999_999)))).toBeUndefined();
  });

  it('holds streams in bounds', () => {
    const one = check();
    for (let link = 0; link < 256; link++)
      for (let system = 1; system <= 4; system++) one.refusal(readPacket(signed(stamp, { link, system })));
    expect(one.refusal(readPacket(signed(stamp, { system: 5 })))).toBe('tooManyStreams');
  });

  it('is asked of everything but a radio', () => {
    const from = { version: 2, system: 51, component: 68, seq: 0 } as const;
    expect(check().refusal(readPacket(encodeMessage('HEARTBEAT', {}, from)))).toBe('unsigned');
    expect(check().refusal(readPacket(encodeMessage('RADIO_STATUS', {}, from)))).toBeUndefined();
  });

  it('never has the time of one before', () => {
    const one = check();
    expect(one.nextTimestamp()).toBe(stamp);
    expect(one.nextTimestamp()).toBe(stamp + 1);
  });
});
