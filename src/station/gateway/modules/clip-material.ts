import { clipMaterialSchema, clipMaterialWishSchema } from '#contracts/clip-material';
import type { ClipMaterials } from '../../exports/clip-materials';
import { ClipFault } from '../../exports/clip-source';
import { fileReply } from '../http/file-reply';
import { HttpFault, type HttpReply, type HttpRoute, jsonReply, type MakeModule } from '../module';

const PATH = '/api/clip-material';
/** To who does not hear it any more. */
const GONE: HttpReply = { status: 204 };
const NOT_FOUND = { description: 'There is no such clip, or no more.', type: 'application/json' };

/** Clips without loss for viewers that re-encode them themselves, since the station has no ffmpeg or they may start no job. */
export const clipMaterialModule: MakeModule = ({ station: { clipMaterials } }) => ({
  http: clipMaterialRoutes(clipMaterials),
});

/** @param clipMaterials absent where the station makes no clips */
export function clipMaterialRoutes(clipMaterials: ClipMaterials | undefined): readonly HttpRoute[] {
  const part = (name: 'video' | 'telemetry', type: string, summary: string): HttpRoute => ({
    ...{ method: 'GET', path: `${PATH}/:id/${name}`, role: 'viewer' },
    about: { summary, responses: { 200: { description: 'The file.', type }, 404: NOT_FOUND } },
    handle: async (call) => {
      const file = clipMaterials?.fileOf(call.params.id ?? '', name);
      if (file === undefined) throw new HttpFault(404, 'There is no such clip, or no more.');
      return await fileReply(call, file, { 'Content-Type': type }).catch(() => {
        throw new HttpFault(404, 'There is no such part of this clip.');
      });
    },
  });
  return [
    {
      ...{ method: 'POST', path: PATH, role: 'viewer' },
      about: {
        summary: 'Cut a clip without loss, for a viewer that re-encodes it itself; kept for five minutes',
        body: clipMaterialWishSchema,
        responses: {
          201: { description: 'It can be fetched.', schema: clipMaterialSchema },
          404: { description: 'This station makes no clips.', type: 'application/json' },
          409: { description: 'It cannot be cut: `error` says why, `tip` what to try.', type: 'application/json' },
        },
      },
      handle: async (call): Promise<HttpReply> => {
        const wish = await call.json(clipMaterialWishSchema);
        if (!clipMaterials) throw new HttpFault(404, 'This station makes no clips.');
        try {
          const material = await clipMaterials.make(wish, call.signal);
          // Nobody is left who could fetch it.
          if (call.signal.aborted) await clipMaterials.delete(material.id);
          return jsonReply(material, 201);
        } catch (error) {
          if (call.signal.aborted) return GONE;
          if (error instanceof ClipFault) return jsonReply({ error: error.message, tip: error.tip }, 409);
          throw error;
        }
      },
    },
    part('video', 'video/mp4', 'The pictures and the sound of such a clip'),
    part('telemetry', 'application/x-ndjson', 'The telemetry of such a clip, times counted from its first picture'),
    {
      ...{ method: 'DELETE', path: `${PATH}/:id`, role: 'viewer' },
      about: {
        summary: 'Let the station forget such a clip',
        responses: { 204: { description: 'It is gone.', type: 'text/plain' }, 404: NOT_FOUND },
      },
      handle: async ({ params }) => {
        if (!(await clipMaterials?.delete(params.id ?? ''))) {
          throw new HttpFault(404, 'There is no such clip, or no more.');
        }
        return { status: 204 };
      },
    },
  ];
}
