import type { PictureOwner } from '#contracts/key-picture';

/** What has to be let go of. */
export interface Closable {
  close(): void;
}

/** A small picture that stands for the moments from `fromUs` until `untilUs`, not included. */
export interface Thumbnail<T extends Closable = ImageBitmap> {
  readonly of: PictureOwner;
  readonly fromUs: number;
  readonly untilUs: number;
  readonly picture: T;
}

/** The small pictures that were looked at last, so many of them. It owns them: one that is dropped is closed. */
export class ThumbnailCache<T extends Closable = ImageBitmap> {
  readonly #most: number;
  /** Of each owner, and in the order of their last use. */
  readonly #kept = new Set<Thumbnail<T>>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Belongs to the cache: to be drawn at once, and not kept. */
  find(of: PictureOwner, us: number): T | undefined {
    const found = this.#at(of, us);
    if (!found) return undefined;
    this.#kept.delete(found);
    this.#kept.add(found);
    return found.picture;
  }

  /** Takes a picture over. One of the same key picture gives way. */
  add(thumbnail: Thumbnail<T>): void {
    for (const one of this.#kept) {
      if (isSame(one.of, thumbnail.of) && one.fromUs === thumbnail.fromUs) this.#drop(one);
    }
    this.#kept.add(thumbnail);
    for (const oldest of this.#kept) {
      if (this.#kept.size <= this.#most) return;
      this.#drop(oldest);
    }
  }

  clear(): void {
    for (const one of this.#kept) this.#drop(one);
  }

  #at(of: PictureOwner, us: number): Thumbnail<T> | undefined {
    for (const one of this.#kept) if (isSame(one.of, of) && us >= one.fromUs && us < one.untilUs) return one;
    return undefined;
  }

  #drop(one: Thumbnail<T>): void {
    this.#kept.delete(one);
    one.picture.close();
  }
}

/** Whether two name the same stream or recording. */
export function isSame(one: PictureOwner, other: PictureOwner): boolean {
  return nameOf(one) === nameOf(other);
}

function nameOf(of: PictureOwner): string {
  return 'stream' in of ? `s${of.stream}` : `r${of.recording}`;
}
