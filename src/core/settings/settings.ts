import { ACCESS_FLAGS } from './access-flags';
import { PROGRAM_SETTINGS } from './program-settings';
import { SERVICE_FLAGS } from './service-flags';
import type { CommandName, GroupedSetting } from './setting';
import { UNITS_SETTINGS } from './units-settings';
import { FFMPEG_SETTINGS, VEHICLE_SETTINGS } from './vehicle-settings';
import { LISTEN_SETTINGS, WINDOW_SETTINGS } from './window-settings';

/**
 * Every setting, by its name in `settings.json`. The command line, `--help`, the tables in the documents, the settings
 * file and the dialog of settings are made of it: adding one is a row in its group, and nothing else.
 */
export const SETTINGS = {
  ...VEHICLE_SETTINGS,
  ...WINDOW_SETTINGS,
  ...UNITS_SETTINGS,
  ...LISTEN_SETTINGS,
  ...ACCESS_FLAGS,
  ...SERVICE_FLAGS,
  ...FFMPEG_SETTINGS,
  ...PROGRAM_SETTINGS,
} as const satisfies SettingTable;

export type SettingTable = Readonly<Record<string, GroupedSetting>>;

/** A row as one command has it. */
type RowOf<R, C extends CommandName> = R extends { readonly as: { readonly [K in C]: infer O } }
  ? Omit<R, keyof O> & O
  : R;

/** The rows of a table that a command takes. */
export type FlagsOf<T extends SettingTable, C extends CommandName> = {
  readonly [K in keyof T as C extends T[K]['commands'][number]
    ? T[K] extends { readonly only: 'file' }
      ? never
      : K
    : never]: RowOf<T[K], C>;
};

/** The flags that a command takes of a table of settings, as it calls them. */
export function flagsOf<const T extends SettingTable, const C extends CommandName>(
  table: T,
  command: C,
): FlagsOf<T, C> {
  const rows = Object.entries(table)
    .filter(([, { commands, only }]) => commands.includes(command) && only !== 'file')
    .map(([id, row]) => [id, { ...row, ...row.as?.[command] }]);
  return Object.fromEntries(rows) as FlagsOf<T, C>;
}

/** The settings that a file may have. */
export function storedSettings(table: SettingTable = SETTINGS): SettingTable {
  return Object.fromEntries(Object.entries(table).filter(([, { only }]) => only !== 'flag'));
}
