/**
 * What a person can do with the viewer, wherever it is offered: keys, the viewer's menu, Electron's menu, the card of
 * keys. One key each, with no modifier, so that a gloved hand finds it.
 */
export const ACTIONS = {
  toggleOverlay: { key: 'o', label: 'Instruments on/off' },
  toggleFullscreen: { key: 'f', label: 'Full screen on/off' },
  toggleStatistics: { key: 's', label: 'Statistics on/off' },
  toggleSound: { key: 'v', label: 'Sound on/off' },
  toggleWall: { key: 'w', label: 'Wall of all streams on/off' },
  toggleKeys: { key: '?', label: 'Card of all keys' },
  toggleRecording: { key: 'r', label: 'Record on/off' },
  recordBefore: { key: 'b', label: 'Record from a minute ago' },
  mark: { key: 'm', label: 'Mark this moment' },
  changeVehicle: { key: 'c', label: 'Connect to a vehicle…' },
  cameras: { key: 'a', label: 'Cameras: add, rename, remove…' },
  shareCamera: { key: 'i', label: 'Share a camera…' },
  vehicles: { key: 'd', label: 'Dash cams…' },
  gateway: { key: 'g', label: 'Serve others…' },
  clip: { key: 'e', label: 'Take out a clip…' },
  jobs: { key: 'x', label: 'Clips being made…' },
  library: { key: 'l', label: 'Recordings…' },
  snapshot: { key: 'p', label: 'Snapshot as PNG' },
  snapshotJpeg: { key: 'j', label: 'Snapshot as JPEG' },
  retry: { key: 't', label: 'Try again now' },
  quit: { key: 'q', label: 'Quit' },
} as const satisfies Record<string, { readonly key: string; readonly label: string }>;

export type ActionId = keyof typeof ACTIONS;

/** Whether a value from another process names an action. */
export function isActionId(value: unknown): value is ActionId {
  return typeof value === 'string' && Object.hasOwn(ACTIONS, value);
}
