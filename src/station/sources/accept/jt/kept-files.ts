import type { VehicleFile } from '#contracts/vehicle-files';

/** A file that a terminal sent, whole. */
export interface NewFile extends Pick<VehicleFile, 'kind' | 'takenMs' | 'channel' | 'event' | 'alarm'> {
  readonly sim: string;
  /** Letters and digits, without the full stop. */
  readonly extension: string;
  /** Kept until it is written: whoever gives it does not change it. */
  readonly data: Uint8Array;
}

/** Where the files of dash cams are kept. */
export interface FileKeeper {
  /** @returns `undefined` where there is no room, or the disk refuses; that is logged */
  keep(file: NewFile): Promise<VehicleFile | undefined>;
  /** Those of a vehicle, newest first. */
  list(sim: string): readonly VehicleFile[];
  latestPicture(sim: string): VehicleFile | undefined;
  /** Its path; `undefined` where there is no such file. */
  pathOf(sim: string, id: string): string | undefined;
  /** @returns false where there is no such file */
  remove(sim: string, id: string): Promise<boolean>;
}
