import type { PlainTextId, Text } from '../texts/text';
import type { FlagKind } from './flag';

/** The programs that one command line starts; each takes some of the settings. */
export type CommandName =
  | 'view'
  | 'play'
  | 'gateway'
  | 'record'
  | 'export'
  | 'simulate-pi'
  | 'simulate-push'
  | 'simulate-phone'
  | 'simulate-mavlink'
  | 'simulate-msp'
  | 'simulate-dashcam';

/** Commands that show pictures in a window of this machine. */
export const WINDOW = ['view', 'play'] as const;
/** Commands that run a whole station, with all its services. */
export const STATION = ['view', 'play', 'gateway'] as const;
/** Commands that take streams in. */
export const INTAKE = ['view', 'play', 'gateway', 'record'] as const;
/** All that are no simulators. */
export const OWN = ['view', 'play', 'gateway', 'record', 'export'] as const;

/** Where a setting stands in a dialog, in this order. */
export const SETTING_GROUPS = {
  vehicle: 'settings.vehicle',
  window: 'settings.window',
  gateway: 'settings.gateway',
  restream: 'settings.restream',
  broker: 'settings.broker',
  amqp: 'settings.amqp',
  phones: 'settings.phones',
  dashcams: 'settings.dashcams',
  rewind: 'settings.rewind',
  recording: 'settings.recording',
  program: 'settings.program',
} as const;
export type SettingGroup = keyof typeof SETTING_GROUPS;

/** What a number counts. */
export type SettingUnit = 'B' | 's' | 'min' | 'pictures/s' | '%';

/** One thing that a command line can say: a row of a table that makes the flag, its help and its documentation. */
export interface Option<T = unknown> {
  /** The zod schema of its value, and how a command line's text becomes one. */
  readonly kind: FlagKind<T>;
  readonly description: PlainTextId | Text;
  /** As it would stand in a settings file. Absent: it has no value where none is given. */
  readonly default?: unknown;
  /** Without dashes, where it is not the row's name in kebab case: `source` for `sources`. */
  readonly flag?: string;
  /** A variable of the environment that says the same; the settings file and the command line win over it. */
  readonly environment?: string;
  /** Its value may hold a secret: no message and no log repeats it. */
  readonly secret?: true;
}

/** An option that `settings.json` has too, under the row's name. */
export interface Setting<T = unknown> extends Option<T> {
  /** What a dialog calls it. */
  readonly label: PlainTextId;
  readonly unit?: SettingUnit;
  /** A change of it counts at once. Absent: from the next start on. */
  readonly live?: true;
  /** Where it can be given, if not on the command line and in the file. */
  readonly only?: 'flag' | 'file';
  /** What a command calls or holds differently. */
  readonly as?: { readonly [C in CommandName]?: Partial<Pick<Option, 'description' | 'default' | 'flag'>> };
}

/** A row of the table of settings. */
export interface GroupedSetting<T = unknown> extends Setting<T> {
  readonly group: SettingGroup;
  readonly commands: readonly CommandName[];
}

/** Gives rows their group, and the commands that take them. */
export function settingsIn<
  const G extends SettingGroup,
  const C extends readonly CommandName[],
  const T extends Record<string, Setting>,
>(group: G, commands: C, rows: T): { readonly [K in keyof T]: T[K] & { readonly group: G; readonly commands: C } } {
  const entries = Object.entries(rows).map(([id, row]) => [id, { ...row, group, commands }]);
  return Object.fromEntries(entries) as { readonly [K in keyof T]: T[K] & { readonly group: G; readonly commands: C } };
}
