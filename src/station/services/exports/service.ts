import path from 'node:path';
import type { ExportSpec } from '#contracts/exports';
import { service } from '../../extension/service';
import { PLAYING } from '../playing/playing';
import { RECORDER } from '../recorder/recorder';
import { REWIND } from '../rewind/rewind';
import { clipMaterialModule } from './clip-material-routes';
import { CLIP_MATERIALS, ClipMaterials } from './clip-materials';
import { ExportQueue } from './export-queue';
import { EXPORTS } from './exports';
import { exportsModule } from './routes';
import { stationSource } from './station-sources';
import { exportsHandler } from './topic';

/** Makes clips of recordings, and of what can be rewound; for viewers that make them themselves, cuts without loss. */
export const exportsService = service({
  id: 'exports',
  flags: {},
  closes: 'clips',
  topics: [exportsHandler],
  routes: [exportsModule, clipMaterialModule],
  start({ hub, log, get, provide, findFfmpeg }) {
    const recorder = get(RECORDER);
    if (!recorder) return undefined;
    const { library, settings } = recorder;
    const { pattern, reserveBytes, fallback, mode } = settings;
    const sourceOf = (source: ExportSpec['source']) =>
      stationSource({ hub, library, rewind: get(REWIND), playing: get(PLAYING) }, source);
    const options = { folder: path.join(settings.folder, 'exports'), pattern, reserveBytes, sourceOf };
    const second = fallback === undefined ? undefined : path.join(fallback, 'exports');
    const queue = new ExportQueue({ ...options, ready: recorder.ready(), mode, fallback: second, log, findFfmpeg });
    const materials = new ClipMaterials(options);
    provide(EXPORTS, queue);
    provide(CLIP_MATERIALS, materials);
    return {
      async close() {
        await Promise.all([queue.close(), materials.close()]);
      },
    };
  },
});
