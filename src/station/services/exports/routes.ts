import path from 'node:path';
import { exportJobSchema, exportListSchema, exportSpecSchema } from '#contracts/exports';
import { EXPORT_TYPES } from '#core/exports/output';
import { text } from '#core/texts/text';
import { asFile, fileReply } from '../../extension/file-reply';
import { type HttpCall, HttpFault, type HttpReply, jsonReply, type MakeModule } from '../../extension/gateway-module';
import { EXPORTS, type Exports, type Started } from './exports';

// not shown: the API's description
const NOT_FOUND = { description: 'There is no such clip.', type: 'application/json' };
const STATUS = { 'no-source': 404, 'no-ffmpeg': 501, busy: 503 } as const satisfies Record<
  Extract<Started, { ok: false }>['cause'],
  number
>;

/** Clips over HTTP: have one made, look how it is doing, fetch it, let go of it. */
export const exportsModule: MakeModule = ({ station }) => {
  const needed = (): Exports => {
    const exports = station.get(EXPORTS);
    if (!exports) throw new HttpFault(404, text('clip.closed'));
    return exports;
  };
  const found = ({ params }: HttpCall) => {
    const job = station
      .get(EXPORTS)
      ?.state()
      .jobs.find(({ id }) => id === params.id);
    if (!job) throw new HttpFault(404, text('export.noSuchClip'));
    return job;
  };
  return {
    http: [
      {
        method: 'GET',
        path: '/api/exports',
        role: 'viewer',
        about: {
          summary: 'Clips that are made, were made, or could not be made, newest first',
          responses: { 200: { description: 'The clips, and what can be made.', schema: exportListSchema } },
        },
        handle: () => {
          const { canReencode = false, jobs = [] } = station.get(EXPORTS)?.state() ?? {};
          return jsonReply({ canReencode, jobs });
        },
      },
      {
        method: 'POST',
        path: '/api/exports',
        role: 'admin',
        about: {
          summary: 'Make a clip of a recording, or of what can be rewound; several are made in turn',
          body: exportSpecSchema,
          responses: {
            202: { description: 'It waits, or is being made.', schema: exportJobSchema },
            404: { description: 'There is nothing to take it from.', type: 'application/json' },
            501: { description: 'There is no ffmpeg to re-encode it.', type: 'application/json' },
            503: { description: 'Too many wait.', type: 'application/json' },
          },
        },
        handle: async (call) => {
          const started = needed().start(await call.json(exportSpecSchema));
          if (!started.ok)
            throw new HttpFault(STATUS[started.cause], text('advice', { message: started.message, tip: started.tip }));
          return jsonReply(started.job, 202);
        },
      },
      {
        method: 'GET',
        path: '/api/exports/:id',
        role: 'viewer',
        about: {
          summary: 'How one clip is doing',
          responses: { 200: { description: 'The clip.', schema: exportJobSchema }, 404: NOT_FOUND },
        },
        handle: (call) => jsonReply(found(call)),
      },
      {
        method: 'DELETE',
        path: '/api/exports/:id',
        role: 'admin',
        about: {
          summary: 'Cancel a clip that waits or is being made, or delete one that was made',
          responses: { 204: { description: 'Nothing is left of it.', type: 'text/plain' }, 404: NOT_FOUND },
        },
        handle: async (call): Promise<HttpReply> => {
          const { id } = found(call);
          if (!needed().cancel(id)) await needed().remove(id, true);
          return { status: 204 };
        },
      },
      {
        method: 'GET',
        path: '/api/exports/:id/file',
        role: 'viewer',
        about: {
          summary: 'The file of a clip that is done; with Range',
          responses: {
            200: { description: 'The file; a GIF is `image/gif`, a WebP `image/webp`.', type: 'video/mp4' },
            206: { description: 'A part of it.', type: 'video/mp4' },
            404: { description: 'There is no such clip, or it is not done.', type: 'application/json' },
            416: { description: 'Nothing of the part is there.', type: 'text/plain' },
          },
        },
        handle: async (call) => {
          const { id, output } = found(call);
          const file = needed().fileOf(id);
          if (file === undefined) throw new HttpFault(404, text('export.notDone'));
          const headers = { 'Content-Type': EXPORT_TYPES[output.kind], ...asFile(path.basename(file)) };
          return await fileReply(call, file, headers).catch(() => {
            throw new HttpFault(404, text('http.fileGone'));
          });
        },
      },
    ],
  };
};
