import { clipMaterialRequestSchema, clipMaterialSchema } from '#contracts/clip-material';
import { text } from '#core/texts/text';
import { clientOf } from '../../extension/client-bound';
import { fileReply } from '../../extension/file-reply';
import {
  adviceReply,
  HttpFault,
  type HttpReply,
  type HttpRoute,
  jsonReply,
  type MakeModule,
} from '../../extension/gateway-module';
import { CLIP_MATERIALS, type ClipMaterials } from './clip-materials';
import { ClipFault } from './clip-source';

const PATH = '/api/clip-material';
/** To who does not hear it any more. */
const GONE: HttpReply = { status: 204 };
// not shown: the API's description
const NOT_FOUND = { description: 'There is no such clip, or no more.', type: 'application/json' };

/** Clips without loss for viewers that re-encode them themselves, since the station has no ffmpeg or they may start no job. */
export const clipMaterialModule: MakeModule = ({ station }) => ({
  http: clipMaterialRoutes(station.get(CLIP_MATERIALS)),
});

/** @param clipMaterials absent where the station makes no clips */
export function clipMaterialRoutes(clipMaterials: ClipMaterials | undefined): readonly HttpRoute[] {
  const part = (name: 'video' | 'telemetry', type: string, summary: string): HttpRoute => ({
    method: 'GET',
    path: `${PATH}/:id/${name}`,
    role: 'viewer',
    about: { summary, responses: { 200: { description: 'The file.', type }, 404: NOT_FOUND } },
    handle: async (call) => {
      const file = clipMaterials?.fileOf(call.params.id ?? '', name);
      if (file === undefined) throw new HttpFault(404, text('export.noClip'));
      return await fileReply(call, file, { 'Content-Type': type }).catch(() => {
        throw new HttpFault(404, text('export.noPart'));
      });
    },
  });
  return [
    {
      method: 'POST',
      path: PATH,
      role: 'viewer',
      about: {
        summary: 'Cut a clip without loss, for a viewer that re-encodes it itself; kept for five minutes',
        body: clipMaterialRequestSchema,
        responses: {
          201: { description: 'It can be fetched.', schema: clipMaterialSchema },
          404: { description: 'This station makes no clips.', type: 'application/json' },
          409: { description: 'It cannot be cut: `error` says why, `tip` what to try.', type: 'application/json' },
        },
      },
      handle: async (call): Promise<HttpReply> => {
        const spec = await call.json(clipMaterialRequestSchema);
        if (!clipMaterials) throw new HttpFault(404, text('clip.closed'));
        try {
          const material = await clipMaterials.make(spec, clientOf(call), call.signal);
          // The client that could fetch it has gone.
          if (call.signal.aborted) await clipMaterials.delete(material.id);
          return jsonReply(material, 201);
        } catch (error) {
          if (call.signal.aborted) return GONE;
          if (error instanceof ClipFault) return adviceReply(409, error.advice);
          throw error;
        }
      },
    },
    // not shown: the API's description
    part('video', 'video/mp4', 'The pictures and the sound of such a clip'),
    // not shown: the API's description
    part('telemetry', 'application/x-ndjson', 'The telemetry of such a clip, times counted from its first picture'),
    {
      method: 'DELETE',
      path: `${PATH}/:id`,
      role: 'viewer',
      about: {
        summary: 'Let the station forget such a clip',
        responses: { 204: { description: 'It is gone.', type: 'text/plain' }, 404: NOT_FOUND },
      },
      handle: async ({ params }) => {
        if (!(await clipMaterials?.delete(params.id ?? ''))) {
          throw new HttpFault(404, text('export.noClip'));
        }
        return { status: 204 };
      },
    },
  ];
}
