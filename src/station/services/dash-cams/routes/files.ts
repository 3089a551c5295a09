import { z } from 'zod';
import { type VehicleFile, vehicleFileSchema } from '#contracts/vehicle-files';
import { text } from '#core/texts/text';
import { asFile, fileReply } from '../../../extension/file-reply';
import { type HttpCall, HttpFault, type HttpRoute, jsonReply } from '../../../extension/gateway-module';
import type { StationParts } from '../../../extension/station-parts';
import { NO_VEHICLE, terminalOf } from './vehicle-call';

/** What browsers may show; all else is data. */
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
};
const DATA = 'application/octet-stream';

/** The pictures, sounds and films that a vehicle sent. */
export function fileRoutes(station: StationParts): readonly HttpRoute[] {
  const found = (call: HttpCall): { readonly sim: string; readonly id: string; readonly place: string } => {
    const { fleet, terminal } = terminalOf(station, call);
    const id = call.params.file ?? '';
    const place = fleet.files?.pathOf(terminal.sim, id);
    if (place === undefined) throw new HttpFault(404, text('http.noFile'));
    return { sim: terminal.sim, id, place };
  };
  return [
    {
      method: 'GET',
      path: '/api/vehicles/:sim/files',
      role: 'viewer',
      about: {
        summary: 'Pictures, sounds and films that a vehicle sent: when it was asked, by itself, or with an alarm.',
        responses: {
          200: { description: 'Newest first.', schema: z.object({ files: z.array(vehicleFileSchema) }) },
          404: NO_VEHICLE,
        },
      },
      handle(call) {
        const { fleet, terminal } = terminalOf(station, call);
        const files: readonly VehicleFile[] = fleet.files?.list(terminal.sim) ?? [];
        return jsonReply({ files });
      },
    },
    {
      method: 'GET',
      path: '/api/vehicles/:sim/files/:file',
      role: 'viewer',
      about: {
        summary: 'One of these files.',
        responses: { 200: { description: 'The file, or a part of it.', type: DATA }, 404: NO_VEHICLE },
      },
      async handle(call) {
        const { id, place } = found(call);
        const type = TYPES[/\.([a-z0-9]+)$/.exec(id)?.[1] ?? ''] ?? DATA;
        // not shown: headers
        const headers = { 'Content-Type': type, 'Cache-Control': 'private, max-age=86400', ...asFile(id) };
        return fileReply(call, place, headers).catch(() => {
          // It was taken away behind the station's back.
          throw new HttpFault(404, text('http.noFile'));
        });
      },
    },
    {
      method: 'DELETE',
      path: '/api/vehicles/:sim/files/:file',
      role: 'admin',
      about: {
        summary: 'Delete one of these files.',
        responses: { 204: { description: 'It is gone.' }, 404: NO_VEHICLE },
      },
      async handle(call) {
        const { sim, id } = found(call);
        await terminalOf(station, call).fleet.files?.remove(sim, id);
        return { status: 204 };
      },
    },
  ];
}
