import { expect, it } from 'vitest';
import { parameterOf, readParameter } from './parameter-table';

it('parameters have names and values, and are written as they are read', () => {
  const interval = parameterOf(0x29, 30)!;
  expect(interval.value).toEqual(Uint8Array.of(0, 0, 0, 30));
  expect(readParameter(interval)).toEqual({ id: 0x29, name: 'reportInterval', value: 30, bytes: interval.value });
  expect(readParameter(parameterOf(0x83, '粤B1')!)).toMatchObject({ name: 'plate', value: '粤B1' });
  expect(readParameter(parameterOf(0x84, 2)!)).toMatchObject({ name: 'plateColour', value: 2 });
});

it('a secret is never told, and what is not known is its bytes', () => {
  expect(readParameter(parameterOf(0x12, 'hidden')!)).toEqual({ id: 0x12, name: 'apnPassword' });
  const odd = Uint8Array.of(1, 2);
  expect(readParameter({ id: 0xf364, value: odd })).toEqual({ id: 0xf364, bytes: odd });
  expect(readParameter({ id: 1, value: odd })).toEqual({ id: 1, name: 'heartbeatInterval', bytes: odd });
});

it('what does not fit is not made', () => {
  expect(parameterOf(0x84, 256)).toBeUndefined();
  expect(parameterOf(0x84, 1.5)).toBeUndefined();
  expect(parameterOf(0x29, -1)).toBeUndefined();
  expect(parameterOf(0x29, 'x')).toBeUndefined();
  expect(parameterOf(0x83, 1)).toBeUndefined();
  expect(parameterOf(0x83, 'x'.repeat(256))).toBeUndefined();
  expect(parameterOf(0xf364, 1)).toBeUndefined();
});
