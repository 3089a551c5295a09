import path from 'node:path';
import {
  type Recording,
  recordingChangeSchema,
  recordingDeletedSchema,
  recordingListSchema,
  recordingSchema,
  recordingStartSchema,
  recordingStopSchema,
  TELEMETRY_TYPES,
} from '#contracts/recording-api';
import { TELEMETRY_FORMATS } from '#core/recording/telemetry/formats';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';
import { asFile, fileReply, piecewise } from '../../../extension/file-reply';
import {
  type HttpCall,
  HttpFault,
  type HttpReply,
  type HttpRoute,
  jsonReply,
  type MakeModule,
} from '../../../extension/gateway-module';
import { baseOf, type LibraryEntry } from '../library-entry';
import { leadsOut } from '../library-reader';
import { RECORDER, type Recorder } from '../recorder';
import { telemetryPieces } from '../telemetry-files';

// not shown: the API's description
const NOT_FOUND = { description: 'There is no such recording.', type: 'application/json' };
const UNDO_MS = 30_000;
/** Telemetry that lies beside a recording as it was written. */
const AS_WRITTEN = ['jsonl', 'tlog'] as const;

/** Recordings over HTTP: what there is, begin and end, keep, delete, fetch. */
export const recordingsModule: MakeModule = ({ station }) => {
  const recorder = station.get(RECORDER);
  const found = ({ params }: HttpCall): LibraryEntry => {
    const entry = recorder?.library.get(params.id ?? '');
    if (!entry) throw new HttpFault(404, text('http.noRecording'));
    return entry;
  };
  const needed = (): Recorder => {
    if (!recorder) throw new HttpFault(404, text('refused.noRecorder'));
    return recorder;
  };
  const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };
  const answered = (isDone: boolean): HttpReply => {
    if (!isDone) throw new HttpFault(404, text('http.noRecording'));
    return { status: 204 };
  };
  return {
    http: [
      {
        method: 'GET',
        path: '/api/recordings',
        role: 'viewer',
        about: {
          summary: 'All recordings, newest first, and what is being recorded now',
          responses: { 200: { description: 'The recordings.', schema: recordingListSchema } },
        },
        handle: () => {
          const recordings = (recorder?.library.list() ?? []).map(describeRecording);
          return jsonReply({ recordings, now: recorder?.state() ?? { streams: [] } });
        },
      },
      {
        method: 'POST',
        path: '/api/recordings',
        role: 'admin',
        about: {
          summary: 'Record a stream, from its last key picture on, or from some seconds ago',
          body: recordingStartSchema,
          responses: {
            202: { description: 'It is being recorded; a text says where no picture comes yet.', type: 'text/plain' },
            404: { description: 'There is no such stream, or it cannot be recorded.', type: 'application/json' },
          },
        },
        handle: async (call) => {
          const { stream, secondsBefore } = await call.json(recordingStartSchema);
          const started = needed().start(stream, { secondsBefore });
          if (!started.ok) throw new HttpFault(404, started.message);
          const note = started.value?.message;
          return note === undefined ? { status: 202 } : { status: 202, headers: TEXT, body: english(note) };
        },
      },
      {
        method: 'POST',
        path: '/api/recordings/stop',
        role: 'admin',
        about: {
          summary: 'End the recording of a stream',
          body: recordingStopSchema,
          responses: { 204: { description: 'It ends.', type: 'text/plain' }, 404: NOT_FOUND },
        },
        handle: async (call) => answered(needed().stop((await call.json(recordingStopSchema)).stream)),
      },
      {
        method: 'GET',
        path: '/api/recordings/:id',
        role: 'viewer',
        about: {
          summary: 'One recording',
          responses: { 200: { description: 'The recording.', schema: recordingSchema }, 404: NOT_FOUND },
        },
        handle: (call) => jsonReply(describeRecording(found(call))),
      },
      {
        method: 'PATCH',
        path: '/api/recordings/:id',
        role: 'admin',
        about: {
          summary: 'Pin a recording, which keeps it from the quota, or call it something else',
          body: recordingChangeSchema,
          responses: { 200: { description: 'The recording.', schema: recordingSchema }, 404: NOT_FOUND },
        },
        handle: async (call) => {
          const { pinned, title } = await call.json(recordingChangeSchema);
          const { info } = found(call);
          if (pinned !== undefined) await recorder?.library.pin(info.id, pinned);
          if (title !== undefined) await recorder?.library.rename(info.id, title);
          return jsonReply(describeRecording(found(call)));
        },
      },
      {
        method: 'DELETE',
        path: '/api/recordings/:id',
        role: 'admin',
        about: {
          summary: 'Delete a recording with what lies beside it, in half a minute',
          responses: {
            202: { description: 'It can be restored until then.', schema: recordingDeletedSchema },
            404: NOT_FOUND,
            409: { description: 'It is still being written.', type: 'application/json' },
          },
        },
        handle: (call) => {
          const { info } = found(call);
          if (!recorder?.library.delete(info.id)) throw new HttpFault(409, text('http.stillWritten'));
          return jsonReply({ undoUntilMs: Date.now() + UNDO_MS }, 202);
        },
      },
      {
        method: 'POST',
        path: '/api/recordings/:id/restore',
        role: 'admin',
        about: {
          summary: 'Take a deletion back',
          responses: { 204: { description: 'It is back.', type: 'text/plain' }, 404: NOT_FOUND },
        },
        handle: ({ params }) => answered(recorder?.library.restore(params.id ?? '') ?? false),
      },
      ...fileRoutes(found),
    ],
  };
};

function fileRoutes(found: (call: HttpCall) => LibraryEntry): readonly HttpRoute[] {
  const anyTelemetry = Object.values(TELEMETRY_TYPES).map((type) => type.split(';')[0]);
  return [
    {
      method: 'GET',
      path: '/api/recordings/:id/video',
      role: 'viewer',
      about: {
        summary: 'The pictures and the sound, as fragmented MP4; with Range',
        responses: {
          200: { description: 'The file.', type: 'video/mp4' },
          206: { description: 'A part of it.', type: 'video/mp4' },
          404: NOT_FOUND,
          416: { description: 'Nothing of the part is there.', type: 'text/plain' },
        },
      },
      handle: async (call) => {
        const { file } = found(call);
        await checkInside(file);
        return gone(fileReply(call, file, { 'Content-Type': 'video/mp4', ...asFile(path.basename(file)) }));
      },
    },
    {
      method: 'GET',
      path: '/api/recordings/:id/telemetry',
      role: 'viewer',
      about: {
        summary: 'The telemetry beside it',
        query: {
          format: `One of jsonl (as it was written), tlog (the packets of a vehicle of MAVLink, where it is one), ${TELEMETRY_FORMATS.join(', ')}; jsonl where nothing is said`,
        },
        responses: {
          200: { description: `The telemetry: ${anyTelemetry.join(', ')}.`, type: 'application/x-ndjson' },
          404: NOT_FOUND,
        },
      },
      handle: async (call) => {
        const { file } = found(call);
        const base = baseOf(file);
        const wanted = call.query.get('format') ?? 'jsonl';
        const format = TELEMETRY_FORMATS.find((one) => one === wanted);
        const written = AS_WRITTEN.find((one) => one === wanted) ?? 'jsonl';
        if (!format && wanted !== written) throw new HttpFault(400, text('http.noForm', { form: wanted.slice(0, 20) }));
        await checkInside(`${base}.${written}`);
        const headers = {
          'Content-Type': TELEMETRY_TYPES[format ?? written],
          ...asFile(`${path.basename(base)}.${wanted}`),
        };
        if (!format) return gone(fileReply(call, `${base}.${written}`, headers));
        return { headers, body: piecewise(telemetryPieces(base, format), call) };
      },
    },
  ];
}

/** A link may have been put there since the folder was read. */
async function checkInside(file: string): Promise<void> {
  if (await leadsOut(path.dirname(file), file)) throw new HttpFault(404, text('http.fileGone'));
}

/** Somebody may have taken the file away by hand. */
function gone(reply: Promise<HttpReply>): Promise<HttpReply> {
  return reply.catch(() => {
    throw new HttpFault(404, text('http.fileGone'));
  });
}

function describeRecording({ info, file }: LibraryEntry): Recording {
  const { version: _, owner: __, ...rest } = info;
  return { ...rest, file: path.basename(file) };
}
