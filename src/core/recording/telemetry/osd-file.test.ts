import { expect, it } from 'vitest';
import { osdCharacter } from '../../telemetry/osd';
import { osdFileWriter } from './osd-file';

const line = (t: number, lines?: readonly string[], more = {}) => ({
  ...{ type: 'telemetry' as const, t, wall: '' },
  values: lines ? { osd: { cols: 60, rows: 22, variant: 'INAV', lines, ...more } } : {},
});

it('is a head and 2124 bytes a screen, as Walksnail has them', () => {
  const write = osdFileWriter();
  expect(write(line(0))).toHaveLength(0);
  const battery = osdCharacter(0x96, 1, true);
  const first = write(line(1.5, ['A', ` ${battery}`, ...new Array<string>(20).fill('x'.repeat(60))]));
  expect(first).toHaveLength(40 + 2124);
  expect(String.fromCharCode(...first.subarray(0, 5))).toBe('INAV\0');
  const view = new DataView(first.buffer);
  expect(view.getUint32(40, true)).toBe(1500);
  const at = (row: number, col: number) => view.getUint16(44 + 2 * (row * 53 + col), true);
  expect([at(0, 0), at(0, 1), at(1, 0), at(1, 1), at(19, 52)]).toEqual([0x41, 0x20, 0x20, 0x196, 0x78]);
  const second = write(line(2, ['B']));
  expect(second).toHaveLength(2124);
  expect(new DataView(second.buffer).getUint32(0, true)).toBe(2000);
});

it('has no screen twice, and none of lines without one', () => {
  const write = osdFileWriter();
  write(line(0, ['A']));
  expect(write(line(1, ['A']))).toHaveLength(0);
  expect(write(line(2))).toHaveLength(0);
  expect(write(line(3, ['B']))).toHaveLength(2124);
});
