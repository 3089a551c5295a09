import { createPrivateKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIdentity } from './certificate';
import { integer, oid, sequence, time } from './der';

describe('a made certificate', () => {
  const names = ['ground.local', 'localhost', '192.0.2.7', '::1', '2001:db8::7:1'];
  const { cert, key } = makeIdentity(names);
  const read = new X509Certificate(cert);

  it('is good for every name and address of the machine, and for no other', () => {
    expect(read.checkHost('ground.local')).toBe('ground.local');
    for (const address of ['192.0.2.7', '::1', '2001:db8:0:0:0:0:7:1']) expect(read.checkIP(address)).toBeTruthy();
    expect(read.checkHost('evil.example')).toBeUndefined();
    expect(read.checkIP('192.0.2.8')).toBeUndefined();
  });

  it('is signed by its own key, and signs no other', () => {
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.ca).toBe(false);
    expect(read.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  it('is valid now and as long as browsers allow', () => {
    const now = new Date('2049-06-01T12:00:00Z');
    const late = new X509Certificate(makeIdentity(names, now).cert);
    expect(new Date(late.validFrom)).toEqual(new Date('2049-05-31T12:00:00Z'));
    expect(new Date(late.validTo)).toEqual(new Date('2050-07-02T12:00:00Z'));
  });

  it('has a number of its own each time', () => {
    expect(new X509Certificate(makeIdentity(names).cert).serialNumber).not.toBe(read.serialNumber);
  });
});

describe('DER', () => {
  it('is written as X.690 has it', () => {
    expect(oid('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302');
    expect(integer(Buffer.from([0x80])).toString('hex')).toBe('02020080');
    expect(time(new Date('2049-12-31T23:59:59.9Z')).toString('latin1')).toBe('\x17\x0d491231235959Z');
    expect(time(new Date('2050-01-01T00:00:00Z')).toString('latin1')).toBe('\x18\x0f20500101000000Z');
  });

  it('has the shortest length that says it', () => {
    fc.assert(
      fc.property(fc.nat(70_000), (length) => {
        const written = sequence(new Uint8Array(length));
        const first = written[1] ?? 0;
        const size = first < 0x80 ? 0 : first & 0x7f;
        expect(size === 0 ? first : written.readUIntBE(2, size)).toBe(length);
        expect(written).toHaveLength(2 + size + length);
        expect(size).toBe(length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3);
      }),
    );
  });
});
