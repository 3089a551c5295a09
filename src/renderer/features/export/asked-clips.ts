import { z } from 'zod';
import { exportSpecSchema } from '#contracts/exports';
import type { ClipSpec } from './clip-spec';

const KEY = 'groundglass.clips';
/** More than the station keeps of them. */
const MAX = 50;
const entriesSchema = z.array(z.tuple([z.string().max(40), exportSpecSchema])).max(MAX);

/** Where a page keeps what outlives its reload, and nothing else. */
export type PageStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What was asked for on this page, by the name that it gave each; kept over a reload. */
export class AskedClips {
  readonly #storage: PageStorage | undefined;
  readonly #specs: Map<string, ClipSpec>;

  constructor(storage: PageStorage | undefined) {
    this.#storage = storage;
    this.#specs = new Map(read(storage));
  }

  has(request: string): boolean {
    return this.#specs.has(request);
  }

  get(request: string): ClipSpec | undefined {
    return this.#specs.get(request);
  }

  /** @returns the name by which it is known from here on */
  add(spec: ClipSpec): string {
    const request = Math.random().toString(36).slice(2);
    this.#specs.set(request, spec);
    for (const old of this.#specs.keys()) if (this.#specs.size > MAX) this.#specs.delete(old);
    try {
      this.#storage?.setItem(KEY, JSON.stringify([...this.#specs]));
    } catch {
      // Full or forbidden: they are known until the page goes.
    }
    return request;
  }
}

function read(storage: PageStorage | undefined): readonly (readonly [string, ClipSpec])[] {
  try {
    return entriesSchema.parse(JSON.parse(storage?.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}
