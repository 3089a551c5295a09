import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf } from '../fixtures/read-fixtures';
import { type Jt808Message, readMessage, writeBody } from '../messages';
import { MESSAGE_TYPES } from '../registry';

/** What a body means; it is written as it was read. */
function meaning(id: number, hex: string, edition: 2013 | 2019 = 2013): Jt808Message {
  const header = { id, edition, encryption: 0, reserved: 0, phone: '1', serial: 1 } as const;
  const read = readMessage(header, bytesOf(hex.replaceAll(' ', '')));
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  expect(hexOf(writeBody(read.message, edition))).toBe(hex.replaceAll(' ', ''));
  return read.message;
}

const PLACE = '00000400 00000800 06eeb6ad 02633df7 0138 0003 0063 200707192359';

describe('orders and answers', () => {
  it('a place that was asked for', () => {
    expect(meaning(0x0201, `6862 ${PLACE} 3101 09`.replaceAll(' ', ''))).toMatchObject({
      kind: 'positionAnswer',
      body: { responseSerial: 0x6862, location: { speed: 3, additional: [{ id: 0x31 }] } },
    });
  });

  it('a text has its kind in 2019 alone', () => {
    expect(meaning(0x8300, '09 b2e2')).toEqual({ kind: 'textMessage', body: { flags: 9, text: '测' } });
    expect(meaning(0x8300, '09 02 b2e2', 2019)).toMatchObject({ body: { flags: 9, textType: 2, text: '测' } });
  });

  it('a picture that is to be taken, and the ids of what was', () => {
    expect(meaning(0x8801, '01 0002 0003 01 04 05 ff 7f 7f ff')).toMatchObject({
      body: { channel: 1, command: 2, interval: 3, save: 1, resolution: 4, quality: 5, brightness: 255, chroma: 255 },
    });
    expect(meaning(0x0805, '0007 00 0001 00000009')).toMatchObject({ body: { result: 0, mediaIds: [9] } });
    expect(meaning(0x0805, '0007 02')).toEqual({ kind: 'cameraShotAnswer', body: { responseSerial: 7, result: 2 } });
  });

  it('a file with its place, and as 2011 sends it, without', () => {
    const head = '0000007b 00 00 01 02';
    expect(meaning(0x0801, `${head} ${PLACE} ffd8ff`)).toMatchObject({
      kind: 'mediaData',
      body: { mediaId: 123, event: 1, channel: 2, location: { altitude: 312 }, data: bytesOf('ffd8ff') },
    });
    const bare = meaning(0x0801, `${head} ffd8ff ${'00'.repeat(40)}`);
    expect(bare).toMatchObject({ body: { data: { length: 43 } } });
    expect(bare.body).not.toHaveProperty('location');
  });

  it('what a file lacks', () => {
    expect(meaning(0x8800, '00000081 02 0102 0304')).toMatchObject({ body: { mediaId: 129, missing: [0x102, 0x304] } });
    expect(meaning(0x8800, '00000081')).toEqual({ kind: 'mediaAnswer', body: { mediaId: 129 } });
  });

  it('parameters that are set, or asked for', () => {
    expect(meaning(0x8103, '01 00000001 04 0000000a')).toMatchObject({
      body: { parameters: [{ id: 1, value: bytesOf('0000000a') }] },
    });
    expect(meaning(0x8106, '02 00000001 0000007f')).toMatchObject({ body: { ids: [1, 0x7f] } });
  });

  it('an upload that pauses', () => {
    expect(meaning(0x9207, '69fd 00')).toEqual({ kind: 'uploadControl', body: { responseSerial: 0x69fd, command: 0 } });
  });

  const SHORT = `${'37'.repeat(7)} 200707192359 01 03 00`;
  const LONG = `${'37'.repeat(7)}${'00'.repeat(23)} 200707192359 01 03 0000`;
  const NUMBER = '61'.repeat(32);

  it.each([2013, 2019] as const)('an alarm’s name is as long as its message tells, whatever %d says', (edition) => {
    const rest = `${NUMBER} 00 01 01 61 00000400`;
    const [short, long] = [`${'37'.repeat(7)} ${SHORT} ${rest}`, `${'37'.repeat(7)}${'00'.repeat(23)} ${LONG} ${rest}`];
    for (const [hex, isLong] of [
      [short, false],
      [long, true],
    ] as const) {
      expect(meaning(0x1210, hex, edition)).toMatchObject({
        kind: 'alarmFiles',
        body: {
          terminalId: '7777777',
          alarm: { terminalId: '7777777', sequence: 1, attachments: 3, isLong },
          alarmNumber: 'a'.repeat(32),
          files: [{ name: 'a', bytes: 1024 }],
        },
      });
    }
    for (const [name, isLong] of [
      [SHORT, false],
      [LONG, true],
    ] as const) {
      const hex = `01 31 1dbb 0000 ${name} ${NUMBER} ${'00'.repeat(16)}`;
      expect(meaning(0x9208, hex, edition)).toMatchObject({ body: { ip: '1', tcpPort: 7611, alarm: { isLong } } });
    }
  });

  it('a file that begins, ends, and lacks a stretch', () => {
    expect(meaning(0x1211, '01 61 00 00000400')).toMatchObject({ kind: 'fileInfo', body: { name: 'a', fileType: 0 } });
    expect(meaning(0x1212, '01 61 02 00000400')).toMatchObject({
      kind: 'fileDone',
      body: { fileType: 2, bytes: 1024 },
    });
    expect(meaning(0x9212, '01 61 02 01 01 00000010 00000020')).toMatchObject({
      body: { result: 1, missing: [{ offset: 16, length: 32 }] },
    });
  });
});

it('each id is one kind', () => {
  const ids = Object.values(MESSAGE_TYPES).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
