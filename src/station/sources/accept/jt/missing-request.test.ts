import { expect, it } from 'vitest';
import { missingRequest } from './missing-request';

const incomplete = { firstSerial: 7, missing: [2, 3] };

it('parts of a file are asked for by its id, once its first part has told it', () => {
  const first = Uint8Array.of(0, 0, 0, 9, 0);
  expect(missingRequest({ ...incomplete, id: 0x0801, first })).toEqual({
    kind: 'mediaAnswer',
    body: { mediaId: 9, missing: [2, 3] },
  });
});

it('parts of all else, and of a file without its first, are asked for by their message', () => {
  const asked = { kind: 'retransmit', body: { originalSerial: 7, parts: [2, 3] } };
  expect(missingRequest({ ...incomplete, id: 0x0801 })).toEqual(asked);
  expect(missingRequest({ ...incomplete, id: 0x0801, first: Uint8Array.of(1) })).toEqual(asked);
  expect(missingRequest({ ...incomplete, id: 0x1205, first: new Uint8Array(10) })).toEqual(asked);
});

it('no more are asked for at once than a byte counts', () => {
  const missing = Array.from({ length: 300 }, (_, at) => at + 1);
  expect(missingRequest({ id: 0x1205, firstSerial: 1, missing })).toMatchObject({ body: { parts: { length: 255 } } });
});
