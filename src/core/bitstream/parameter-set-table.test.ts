import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BitWriter } from './bit-writer';
import { ParameterSetTable } from './parameter-set-table';

const corpus: { name: string; sps: string; pps: string }[] = JSON.parse(
  readFileSync(new URL('./fixtures/sps-corpus.json', import.meta.url), 'utf8'),
);
function sets(wanted: string) {
  const entry = corpus.find(({ name }) => name === wanted)!;
  return { sps: new Uint8Array(Buffer.from(entry.sps, 'hex')), pps: new Uint8Array(Buffer.from(entry.pps, 'hex')) };
}
const full = sets('high444 scaling lists own');
const small = sets('high 16x16');

/** A plain CAVLC PPS. */
const plainPps = (id: number, spsId: number) =>
  new BitWriter().ue(id, spsId).u(2, 0).ue(0, 0, 0).u(3, 0).se(0, 0, 0).u(3, 0).nal(0x68);

describe('ParameterSetTable', () => {
  it('reads a PPS again once the SPS that it refers to has changed', () => {
    const table = new ParameterSetTable();
    table.storeSps(small.sps);
    table.storePps(small.pps);
    const before = table.find(0);
    expect(before?.sps.width).toBe(16);
    table.storeSps(sets('high 640x480').sps);
    expect(table.find(0)?.sps.width).toBe(640);
    expect(table.find(0)?.pps).toEqual(before?.pps);
  });

  it('keeps the same objects where a set is repeated', () => {
    const table = new ParameterSetTable();
    table.storeSps(small.sps);
    table.storePps(small.pps);
    const before = table.find(0);
    table.storeSps(small.sps.slice());
    table.storePps(small.pps.slice());
    expect(table.find(0)).toBe(before);
  });

  it('takes a PPS before its SPS, though it cannot be read without', () => {
    const table = new ParameterSetTable();
    expect(table.storePps(full.pps)).toEqual({ ok: true, id: 0 });
    expect(table.find(0)).toBeUndefined();
    table.storeSps(full.sps);
    expect(table.find(0)?.pps.transform_8x8_mode_flag).toBe(true);
  });

  it('keeps what it is given, not the buffer that it came in', () => {
    const table = new ParameterSetTable();
    const sps = small.sps.slice();
    table.storeSps(sps);
    sps.fill(0);
    expect(table.needed(0).sps).toEqual(small.sps);
  });

  it('names every PPS that a picture of an SPS may refer to, and no other', () => {
    const table = new ParameterSetTable();
    table.storeSps(small.sps);
    for (const [id, spsId] of [
      [0, 0],
      [3, 0],
      [4, 1],
    ] as const) {
      table.storePps(plainPps(id, spsId));
    }
    expect([...table.needed(0).pps.keys()]).toEqual([0, 3]);
    expect(table.needed(1).sps).toBeUndefined();
  });

  it('refuses broken and overlong sets, and keeps the good ones', () => {
    const table = new ParameterSetTable();
    table.storeSps(small.sps);
    table.storePps(small.pps);
    const before = table.find(0);
    expect(table.storeSps(small.sps.subarray(0, 6)).ok).toBe(false);
    // Cut inside its VUI, it says nothing that the whole one does not.
    expect(table.storeSps(small.sps.subarray(0, 8))).toEqual({ ok: true, id: 0, mended: true });
    expect(table.storePps(small.pps.subarray(0, 2)).ok).toBe(false);
    expect(table.storeSps(new Uint8Array(5000).fill(0x67)).ok).toBe(false);
    expect(table.storePps(new Uint8Array(5000).fill(0x68)).ok).toBe(false);
    expect(table.find(0)).toBe(before);
  });
});
