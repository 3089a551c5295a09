import { saveFile } from '../../ui/save-file';
import type { Service } from '../../viewer/viewer';
import { Clips } from './clips';
import { clipsState } from './clips-state';
import { WasmExports } from './wasm/wasm-exports';

/** Clips that are made in this window. */
export const windowClips: Service<WasmExports> = {
  create: () =>
    new WasmExports({
      // What it is made with is fetched with the first one.
      make: async (making) => (await import('./wasm/make-clip')).makeClip(making),
      save: saveFile,
      nowUs: () => Date.now() * 1000,
    }),
};

/** Clips that this page requests, wherever they are made. */
export const clipsService: Service<Clips> = {
  create: (viewer) =>
    new Clips({
      store: viewer.get(clipsState),
      storage: globalThis.sessionStorage,
      inWindow: viewer.get(windowClips),
      ask: (about) => viewer.send({ type: 'exports', about }),
      announce: (text) => viewer.announce(text),
    }),
};
