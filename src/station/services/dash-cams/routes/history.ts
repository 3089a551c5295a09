import { z } from 'zod';
import { safetyAlarmSchema, trackPointSchema, type VehicleAlarm } from '#contracts/vehicle-files';
import { alarmText } from '#core/telemetry/alarm-text';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';
import { HttpFault, type HttpRoute, jsonReply } from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { ATTACHMENTS } from '../../../sources/accept/jt/attachment-request';
import { describeAlarm } from '../../../sources/accept/jt/safety-log';
import { readSpan } from './times';
import { BAD_TIMES, NO_VEHICLE, REFUSED, terminalOf } from './vehicle-call';

/** As programs are told of it. */
function inEnglish(alarm: VehicleAlarm): VehicleAlarm {
  return { ...alarm, alarms: alarm.alarms.map((key) => english(alarmText(key))) };
}

/** Where a vehicle was, and its alarms of active safety. */
export function historyRoutes(station: StationParts): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/vehicles/:sim/track',
      role: 'viewer',
      about: {
        summary: 'Where a vehicle was, as it reported: of late, and what it had saved up while it was not connected.',
        query: {
          from: 'ISO 8601, or ms since 1970; the last 24 hours where nothing is said.',
          to: 'As from; now where nothing is said.',
        },
        responses: {
          200: {
            description: 'At most 720 points, oldest first.',
            schema: z.object({ points: z.array(trackPointSchema) }),
          },
          400: BAD_TIMES,
          404: NO_VEHICLE,
        },
      },
      handle(call) {
        const { terminal } = terminalOf(station, call);
        const { fromMs, toMs } = readSpan(call.query.get('from'), call.query.get('to'), Date.now());
        return jsonReply({ points: terminal.track.between(fromMs, toMs) });
      },
    },
    {
      method: 'GET',
      path: '/api/vehicles/:sim/alarms',
      role: 'viewer',
      about: {
        summary: 'A vehicle’s last alarms of active safety.',
        responses: {
          200: { description: 'At most 100, newest first.', schema: z.object({ alarms: z.array(safetyAlarmSchema) }) },
          404: NO_VEHICLE,
        },
      },
      handle(call) {
        const { terminal } = terminalOf(station, call);
        return jsonReply({ alarms: terminal.alarms.list().map(describeAlarm).map(inEnglish) });
      },
    },
    {
      method: 'POST',
      path: '/api/vehicles/:sim/alarms/:alarm/files',
      role: 'admin',
      about: {
        summary: 'Have a vehicle send the files of an alarm; they come one by one, and are listed with the alarm.',
        responses: {
          202: { description: 'It will.', schema: safetyAlarmSchema },
          404: NO_VEHICLE,
          409: REFUSED,
        },
      },
      async handle(call) {
        const { terminal } = terminalOf(station, call);
        const alarm = terminal.alarms.get(call.params.alarm ?? '');
        if (!alarm) throw new HttpFault(404, text('http.noAlarm'));
        if (!(await station.get(ATTACHMENTS)?.ask(terminal, alarm))) {
          throw new HttpFault(409, text('http.vehicleRefuses'));
        }
        return jsonReply(inEnglish(describeAlarm(alarm)), 202);
      },
    },
  ];
}
