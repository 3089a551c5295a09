import { z } from 'zod';
import { exportWishSchema } from '#contracts/exports';
import type { ClipWish } from './clip-wish';

const KEY = 'groundglass.clips';
/** More than the station keeps of them. */
const MOST = 50;
const entriesSchema = z.array(z.tuple([z.string().max(40), exportWishSchema])).max(MOST);

/** Where a page keeps what outlives its reload, and nothing else. */
export type PageStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What was asked for on this page, by the name that it gave each; kept over a reload. */
export class AskedWishes {
  readonly #storage: PageStorage | undefined;
  readonly #wishes: Map<string, ClipWish>;

  constructor(storage: PageStorage | undefined) {
    this.#storage = storage;
    this.#wishes = new Map(read(storage));
  }

  has(request: string): boolean {
    return this.#wishes.has(request);
  }

  get(request: string): ClipWish | undefined {
    return this.#wishes.get(request);
  }

  /** @returns the name by which it is known from here on */
  add(wish: ClipWish): string {
    const request = Math.random().toString(36).slice(2);
    this.#wishes.set(request, wish);
    for (const old of this.#wishes.keys()) if (this.#wishes.size > MOST) this.#wishes.delete(old);
    try {
      this.#storage?.setItem(KEY, JSON.stringify([...this.#wishes]));
    } catch {
      // Full or forbidden: they are known until the page goes.
    }
    return request;
  }
}

function read(storage: PageStorage | undefined): readonly (readonly [string, ClipWish])[] {
  try {
    return entriesSchema.parse(JSON.parse(storage?.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}
