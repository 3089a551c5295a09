import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmText } from '../../telemetry/alarm-text';
import { english } from '../../texts/english';
import { readPlaceAlarms } from './area-alarms';
import { bytesOf, realFrames } from './fixtures/read-fixtures';
import { readMessage } from './messages';
import {
  readSafetyAlarm,
  readSafetyAlarms,
  SAFETY_ALARMS,
  type SafetyAlarm,
  safetyAlarmItem,
  TYRE_ALARMS,
} from './safety-alarms';
import { Jt808Splitter } from './splitter';
import { telemetryOfLocation } from './telemetry';

/** Reports of the real frames. */
const reports = realFrames
  .filter(({ msgId, packet }) => msgId === '0x0200' && packet === null)
  .flatMap(({ hex }) => [...new Jt808Splitter().push(bytesOf(hex))])
  .flatMap((input) => {
    const read = input.kind === 'frame' ? readMessage(input.frame.header, input.frame.body) : undefined;
    return read?.ok && read.message.kind === 'location' ? [read.message.body] : [];
  });

const ALARM = {
  system: 'dsm',
  alarmNumber: 7,
  flag: 1,
  type: 2,
  level: 1,
  speed: 60,
  altitude: 12,
  latitude: 31_230_416,
  longitude: 121_473_701,
  time: '261121130000',
  vehicleStatus: 1 << 10,
  id: { terminalId: '1234567', time: '261121130000', sequence: 0, attachments: 3, reserved: 0, isLong: false },
} as const;

describe('alarms of active safety', () => {
  it('are those that real reports have, of all four systems', () => {
    const read = reports.flatMap(({ additional }) => readSafetyAlarms(additional));
    expect(read.map(({ system }) => system)).toEqual(expect.arrayContaining(['adas', 'dsm', 'tpms', 'bsd']));
    expect(read.find(({ system }) => system === 'adas')).toMatchObject({
      alarmNumber: 64,
      flag: 1,
      type: 1,
      level: 1,
      keys: ['forwardCollision'],
      latitude: 111_111,
      time: '200707192359',
    });
    for (const { id } of read)
      expect(id).toMatchObject({ time: '200707192359', terminalId: expect.stringMatching(/./) });
  });

  it.each(['adas', 'dsm', 'bsd'] as const)('of %s are read as they were made, with either form of name', (system) => {
    for (const isLong of [false, true]) {
      const level = system === 'bsd' ? 0 : 1;
      const alarm = { ...ALARM, system, level, id: { ...ALARM.id, isLong } };
      expect(readSafetyAlarm(safetyAlarmItem(alarm))).toEqual({ ...alarm, keys: [SAFETY_ALARMS[system][2]] });
    }
  });

  it('are in the telemetry of a report until they end', () => {
    const report = { ...reports[0]!, alarmFlag: 0 };
    const alarmsOf = (flag: number) =>
      telemetryOfLocation({ ...report, additional: [safetyAlarmItem({ ...ALARM, flag })] }).alarms;
    expect(alarmsOf(1)).toEqual(['driverPhone']);
    expect(alarmsOf(2)).toBeUndefined();
  });

  it('have words', () => {
    const keys = [...Object.values(SAFETY_ALARMS).flatMap((names) => Object.values(names)), ...TYRE_ALARMS];
    for (const key of keys) expect(english(alarmText(key))).not.toBe(key);
  });

  it('of any bytes are alarms or none', () => {
    const ids = fc.constantFrom(0x63, 0x64, 0x65, 0x66, 0x67);
    fc.assert(
      fc.property(ids, fc.uint8Array({ maxLength: 120 }), (id, value) => {
        const read: SafetyAlarm | undefined = readSafetyAlarm({ id, value });
        if (read) expect(read.time).toHaveLength(12);
        readPlaceAlarms([{ id: id - 0x53, value }]);
      }),
      { numRuns: 1000 },
    );
  });
});

it('alarms about places say which', () => {
  const read = readPlaceAlarms([
    { id: 0x11, value: bytesOf('0100000010') },
    { id: 0x12, value: bytesOf('040000001001') },
    { id: 0x13, value: bytesOf('00000002003c01') },
  ]);
  expect(read).toEqual({
    overspeed: { kind: 1, areaId: 16 },
    area: { kind: 4, areaId: 16, direction: 1 },
    routeTime: { routeId: 2, seconds: 60, result: 1 },
  });
  expect(readPlaceAlarms([{ id: 0x11, value: bytesOf('00') }])).toEqual({ overspeed: { kind: 0 } });
  expect(readPlaceAlarms([{ id: 0x12, value: bytesOf('04') }])).toEqual({});
});
