import { text } from '../texts/text';
import { listenKind } from './access-flags';
import { oneOf, parsed, toggle } from './flag';
import { parseGeometry } from './geometry';
import { settingsIn, WINDOW } from './setting';

/** How the window of a viewing session opens. */
export const WINDOW_SETTINGS = settingsIn('window', WINDOW, {
  noOverlay: {
    label: 'setting.noOverlay',
    kind: toggle,
    description: 'setting.noOverlay.about',
    default: false,
  },
  fullscreen: {
    label: 'setting.fullscreen',
    kind: toggle,
    description: 'setting.fullscreen.about',
    default: false,
  },
  alwaysOnTop: {
    label: 'setting.alwaysOnTop',
    kind: toggle,
    description: 'setting.alwaysOnTop.about',
    default: false,
  },
  geometry: {
    label: 'setting.geometry',
    kind: parsed('WxH+X+Y', text('allowed.geometry'), parseGeometry),
    description: 'setting.geometry.about',
  },
  borderless: { label: 'setting.borderless', kind: toggle, description: 'setting.borderless.about', default: false },
  shell: {
    label: 'setting.shell',
    kind: oneOf('electron', 'browser', 'none'),
    description: 'setting.shell.about',
  },
});

/** Where the gateway listens. */
export const LISTEN_SETTINGS = settingsIn('gateway', ['view', 'play', 'gateway'], {
  listen: {
    label: 'setting.listen',
    kind: listenKind,
    description: 'setting.listen.about',
    as: {
      gateway: {
        description: 'setting.listen.about.gateway',
        default: '127.0.0.1:3000',
      },
    },
  },
});
