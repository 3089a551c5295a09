import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Announcement, GROUNDGLASS_TYPE, instanceNameOf, localNameOf, readTxt, writeTxt } from './announcement';
import { type DnsRecord, FoundServices } from './found-services';

const ROVER: Announcement = {
  ...{ kind: 'host', id: '0123456789ab', name: 'Rover', version: '1.2.3', needsToken: false, isSecure: false },
  ...{ videoPort: 8000, telemetryPort: 8001 },
};

/** The answer of a host. */
function answerOf(announcement: Announcement, ttl = 120): DnsRecord[] {
  const instance = instanceNameOf(announcement);
  return [
    { type: 'PTR', name: GROUNDGLASS_TYPE, ttl, data: instance },
    { type: 'SRV', name: instance, ttl, data: { port: 8000, target: localNameOf(announcement) } },
    { type: 'TXT', name: instance, ttl, data: writeTxt(announcement) },
  ];
}

describe('what a program of ours tells its network', () => {
  it('is read as it was written, whatever people call it', () => {
    const port = fc.integer({ min: 1, max: 65535 });
    const names = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(names, port, port, fc.boolean(), (name, videoPort, telemetryPort, needsToken) => {
        fc.pre(name.trim() !== '');
        const told = { ...ROVER, name: name.trim().replace(/\s+/g, ' '), videoPort, telemetryPort, needsToken };
        expect(readTxt(writeTxt(told))).toEqual(told);
      }),
    );
  });

  it('is nothing where a stranger wrote anything else, and never a fault', () => {
    const own = fc.constantFrom(
      'txtvers=1',
      'kind=host',
      'id=0123456789ab',
      'name=x',
      'video=1',
      'telemetry=2',
      'video=',
    );
    const string = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), own);
    fc.assert(
      fc.property(fc.array(string, { maxLength: 40 }), (strings) => {
        const read = readTxt(strings);
        if (!read) return;
        expect(read.name).toMatch(/^[^\p{Cc}\p{Bidi_Control}]{1,60}$/u);
        expect(read.id).toMatch(/^[0-9a-f]{12}$/);
        for (const port of [read.videoPort, read.telemetryPort]) expect(port).toBeGreaterThan(0);
      }),
    );
  });

  it('is a name in one line, without what turns its direction or rings the bell', () => {
    const said = ['txtvers=1', 'kind=host', 'ID=0123456789ab', 'name=\u202eevil\u0007\nname', 'video=1', 'telemetry=2'];
    expect(readTxt(said)?.name).toBe('evil name');
  });

  it.each(['video=0', 'video=65536', 'video=8e3', 'video=-1'])('has no port %s', (port) => {
    const said = ['txtvers=1', 'kind=host', 'id=0123456789ab', 'name=x', port, 'telemetry=2'];
    expect(readTxt(said)).toBeUndefined();
  });
});

describe('who was heard', () => {
  it('is there with the address that the answer came from, not with one that it names', () => {
    const found = new FoundServices();
    const lie = { type: 'A', name: localNameOf(ROVER), ttl: 120, data: '203.0.113.9' };
    expect(found.take([...answerOf(ROVER), lie], '192.0.2.7', 0)).toBe(true);
    expect(found.all).toEqual([{ ...ROVER, instance: instanceNameOf(ROVER).toLowerCase(), addresses: ['192.0.2.7'] }]);
    expect(found.take(answerOf(ROVER), '192.0.2.7', 1000)).toBe(false);
  });

  it('goes when it says so, or is not heard of again', () => {
    const found = new FoundServices();
    found.take(answerOf(ROVER, 4500), '192.0.2.7', 0);
    expect(found.expire(119_000)).toBe(false);
    expect(found.expire(120_000)).toBe(true);
    expect(found.all).toEqual([]);
    found.take(answerOf(ROVER), '192.0.2.7', 0);
    expect(found.take(answerOf(ROVER, 0), '192.0.2.66', 1)).toBe(false);
    expect(found.take(answerOf(ROVER, 0), '192.0.2.7', 1)).toBe(true);
    expect(found.all).toEqual([]);
  });

  it('is one with several addresses, IPv4 first, and keeps its name against another', () => {
    const found = new FoundServices();
    for (const address of ['fe80::1%eth0', '169.254.3.4', '192.0.2.7']) found.take(answerOf(ROVER), address, 0);
    expect(found.all.map(({ addresses }) => addresses)).toEqual([['192.0.2.7', '169.254.3.4', 'fe80::1%eth0']]);
    const instance = instanceNameOf(ROVER);
    const thief = { ...ROVER, id: 'ffffffffffff' };
    found.take([{ type: 'TXT', name: instance, ttl: 9, data: writeTxt(thief) }], '192.0.2.66', 1);
    expect(found.all[0]).toMatchObject({ id: ROVER.id, addresses: { length: 3 } });
  });

  it('is no more than 32, however many names come', () => {
    const found = new FoundServices();
    for (let at = 0; at < 500; at++) {
      const id = at.toString(16).padStart(12, '0');
      found.take(answerOf({ ...ROVER, id }), `192.0.2.${at % 250}`, 0);
      for (let more = 0; more < 9; more++) found.take(answerOf({ ...ROVER, id }), `10.0.${at % 250}.${more}`, 0);
    }
    expect(found.all).toHaveLength(32);
    for (const { addresses } of found.all) expect(addresses.length).toBeLessThanOrEqual(4);
  });

  it('never ends in a fault, whatever records come', () => {
    const found = new FoundServices();
    const name = fc.oneof(fc.constant(GROUNDGLASS_TYPE), fc.constant(`x.${GROUNDGLASS_TYPE}`), fc.string());
    const record = fc.record({
      type: fc.constantFrom('PTR', 'SRV', 'TXT', 'A', 'OPT'),
      ...{ name, ttl: fc.oneof(fc.nat(), fc.constant(undefined)), data: fc.anything() },
    });
    fc.assert(fc.property(fc.array(record), (records) => void found.take(records, '192.0.2.7', 0)));
  });
});
