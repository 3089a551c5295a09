import { access, constants, mkdir } from 'node:fs/promises';
import { DiskRoom } from './disk-room';

/** Where recordings are written: the folder that was chosen, and where that takes nothing, the one for that case. */
export class RecordingPlaces {
  readonly #rooms: readonly DiskRoom[];

  /** @param folders the first that can be written is taken @param reserveBytes what is left free on each disk */
  constructor(folders: readonly string[], reserveBytes: number) {
    this.#rooms = folders.map((folder) => new DiskRoom(folder, reserveBytes));
  }

  /** The disk that is written to next. */
  get room(): DiskRoom | undefined {
    return this.#rooms.find(({ refused, isFull }) => !refused && !isFull) ?? this.#rooms[0];
  }

  /** The disk that a folder is on. */
  roomOf(folder: string): DiskRoom | undefined {
    return this.#rooms.find((room) => room.folder === folder);
  }

  /** Whether no disk takes anything. */
  get isFull(): boolean {
    return this.#rooms.every(({ isFull }) => isFull);
  }

  /** Whether what stopped may begin again: a folder can be written, and not at the first byte that is free. */
  async takesAgain(): Promise<boolean> {
    const folder = await this.choose().catch(() => undefined);
    return folder !== undefined && (this.roomOf(folder)?.hasRoomAgain ?? false);
  }

  async look(): Promise<void> {
    await Promise.all(this.#rooms.map((room) => room.look()));
  }

  /** The first folder that can be written, made where it is not there. @throws why the first cannot, where none can */
  async choose(): Promise<string> {
    let fault: unknown;
    for (const room of this.#rooms) {
      const refused = room.refused ?? (await tryToUse(room));
      if (!refused && !room.isFull) return room.folder;
      fault ??= refused?.fault ?? diskFull();
    }
    throw fault;
  }
}

async function tryToUse(room: DiskRoom): Promise<{ readonly fault: unknown } | undefined> {
  const fault = await room.ask(async () => {
    await mkdir(room.folder, { recursive: true });
    await access(room.folder, constants.W_OK);
    await room.measure();
  });
  return fault === undefined ? undefined : { fault };
}

function diskFull(): Error {
  // not shown: told by its code
  return Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
}
