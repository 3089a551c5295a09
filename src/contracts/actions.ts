import type { PlainTextId } from '#core/texts/text';

/** A place in Electron's menu. */
export interface MenuPlace {
  readonly menu: 'vehicle' | 'view' | 'help';
  /** Its order there, from the top. */
  readonly at: number;
}

/** What a person can do, as menus and the card of keys offer it. */
export interface ActionEntry {
  readonly key: string;
  readonly label: PlainTextId;
  /** In a browser, where that is called something else. */
  readonly browserLabel?: PlainTextId;
  /** Absent where it takes a gesture on the page. */
  readonly place?: MenuPlace;
}

const vehicle = (at: number): MenuPlace => ({ menu: 'vehicle', at });
const view = (at: number): MenuPlace => ({ menu: 'view', at });

/**
 * What a person can do with the viewer, wherever it is offered: keys, the viewer's menu, Electron's menu, the card of
 * keys. One key each, with no modifier, so that a gloved hand finds it. The features (`src/renderer/features/`) do it.
 */
export const ACTIONS = {
  toggleOverlay: { key: 'o', label: 'action.toggleOverlay', place: view(1) },
  toggleFullscreen: { key: 'f', label: 'action.toggleFullscreen', place: view(2) },
  toggleStatistics: { key: 's', label: 'action.toggleStatistics', place: view(3) },
  values: { key: 'y', label: 'action.values', place: view(5) },
  plots: { key: 'k', label: 'action.plots', place: view(7) },
  units: { key: 'u', label: 'action.units', place: view(8) },
  inspectLink: { key: 'n', label: 'action.inspectLink', place: view(6) },
  // Browsers begin sound only in a gesture on the page, which a menu of Electron's is not.
  toggleSound: { key: 'v', label: 'action.toggleSound' },
  toggleWall: { key: 'w', label: 'action.toggleWall', place: view(4) },
  toggleKeys: { key: '?', label: 'action.toggleKeys', place: { menu: 'help', at: 1 } },
  copyDiagnostics: { key: 'h', label: 'action.copyDiagnostics', place: { menu: 'help', at: 2 } },
  toggleRecording: { key: 'r', label: 'action.toggleRecording', place: vehicle(6) },
  recordBefore: { key: 'b', label: 'action.recordBefore', place: vehicle(7) },
  mark: { key: 'm', label: 'action.mark', place: vehicle(8) },
  changeVehicle: { key: 'c', label: 'action.changeVehicle', place: vehicle(1) },
  cameras: { key: 'a', label: 'action.cameras', place: vehicle(2) },
  shareCamera: { key: 'i', label: 'action.shareCamera', place: vehicle(3) },
  vehicles: { key: 'd', label: 'action.vehicles', place: vehicle(4) },
  gateway: { key: 'g', label: 'action.gateway', place: vehicle(5) },
  clip: { key: 'e', label: 'action.clip', place: vehicle(10) },
  jobs: { key: 'x', label: 'action.jobs', place: vehicle(11) },
  library: { key: 'l', label: 'action.library', place: vehicle(9) },
  snapshot: { key: 'p', label: 'action.snapshot', place: vehicle(13) },
  snapshotJpeg: { key: 'j', label: 'action.snapshotJpeg', place: vehicle(14) },
  retry: { key: 't', label: 'action.retry', place: vehicle(15) },
  quit: { key: 'q', label: 'action.quit', browserLabel: 'action.disconnect', place: vehicle(17) },
} as const satisfies Record<string, ActionEntry>;

export type ActionId = keyof typeof ACTIONS;

/** Whether a value from another process names an action. */
export function isActionId(value: unknown): value is ActionId {
  return typeof value === 'string' && Object.hasOwn(ACTIONS, value);
}
