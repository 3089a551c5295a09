import type { SourceScheme } from '#core/settings/source-schemes';
import { jpegSource } from './jpeg/jpeg-source';
import { piWebSocketSource } from './jpeg/pi-websocket-source';
import { piSource } from './pi/source';
import type { SourceMaker } from './source';
import { subscribeSource } from './subscribe/subscribe-source';

/** Every source that there is, by the scheme of its URL. `src/core/settings/source-schemes.ts` says how the URLs read. */
export const SOURCE_MAKERS: Readonly<Record<SourceScheme, SourceMaker>> = {
  pi: piSource,
  'pi+ws': piWebSocketSource,
  'jpeg+ws': jpegSource,
  'subscribe+ws': subscribeSource,
};
