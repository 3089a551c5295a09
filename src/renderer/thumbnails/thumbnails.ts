import type { KeyPictureAnswer, PictureOwner } from '#contracts/key-picture';
import type { ViewerMessage } from '#contracts/link';
import type { PictureCodec } from '#core/media/access-unit';
import { KeyPictureAsker } from './key-picture-asker';
import { type Closable, isSame, ThumbnailCache } from './thumbnail-cache';

/** 320x180 of these are 30 MB. */
const MOST_KEPT = 128;
/** More wait for no part of the page. */
const MOST_WAITING = 64;
/** The link and the decoder rest as long as the last one took them, and so long at least. */
const LEAST_REST_MS = 20;
/** What could not be had is not asked for again at once. */
const FORGET_REFUSAL_MS = 3000;
const MOST_REFUSALS = 64;

/** Who wants it soonest: the pointer, a list that is read, the strip. */
export type Urgency = 'pointer' | 'list' | 'strip';
const ORDER: readonly Urgency[] = ['pointer', 'list', 'strip'];

/** What is wanted of a stream's or a recording's past. */
export interface ThumbnailWish {
  readonly of: PictureOwner;
  /** On the wall's clock, in µs. */
  readonly atUs: number;
  readonly urgency: Urgency;
  /** Aborted: nobody wants it any more. */
  readonly signal: AbortSignal;
}

export interface ThumbnailsOptions<T extends Closable> {
  readonly send: (message: ViewerMessage) => void;
  readonly codecs: () => Promise<readonly PictureCodec[]>;
  /** Makes a key picture small. */
  readonly decode: (answer: KeyPictureAnswer) => Promise<T | undefined>;
  /** In ms; only differences count. */
  readonly now: () => number;
}

interface Waiting<T> {
  readonly wish: ThumbnailWish;
  readonly done: (picture: T | undefined) => void;
}

/**
 * Small pictures of the past for the page: one is asked for and decoded at a time, the most urgent and newest first, and no
 * more than half of the time. What nobody wants any more is not begun. The last ones are kept.
 */
export class Thumbnails<T extends Closable = ImageBitmap> {
  readonly #options: ThumbnailsOptions<T>;
  readonly #asker: KeyPictureAsker;
  readonly #cache = new ThumbnailCache<T>(MOST_KEPT);
  #waiting: Waiting<T>[] = [];
  #refusals: { readonly of: PictureOwner; readonly atUs: number; readonly untilMs: number }[] = [];
  #isWorking = false;

  constructor(options: ThumbnailsOptions<T>) {
    this.#options = options;
    this.#asker = new KeyPictureAsker(options.send);
  }

  /** The one that is kept. To be drawn at once: it may be closed later. */
  kept(of: PictureOwner, atUs: number): T | undefined {
    return this.#cache.find(of, atUs);
  }

  /** The one that is kept, or else made. To be drawn at once, as `kept`. `undefined` where there is none. */
  async get(wish: ThumbnailWish): Promise<T | undefined> {
    const kept = this.kept(wish.of, wish.atUs);
    if (kept || wish.signal.aborted || this.#isRefused(wish)) return kept;
    await new Promise<T | undefined>((done) => this.#enqueue({ wish, done }));
    return wish.signal.aborted ? undefined : this.kept(wish.of, wish.atUs);
  }

  take(answer: KeyPictureAnswer): void {
    this.#asker.take(answer);
  }

  refused(number: number): void {
    this.#asker.refused(number);
  }

  /** Another link, and perhaps another station: its past may be another. */
  reopened(): void {
    this.#asker.forget();
    this.#cache.clear();
    this.#refusals = [];
  }

  #enqueue(waiting: Waiting<T>): void {
    this.#waiting.push(waiting);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift()?.done(undefined);
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const { wish, done } = next;
      const beganMs = this.#options.now();
      if (!this.#cache.find(wish.of, wish.atUs)) await this.#make(wish);
      done(undefined);
      const tookMs = this.#options.now() - beganMs;
      if (this.#waiting.length > 0) await new Promise((rest) => setTimeout(rest, Math.max(LEAST_REST_MS, tookMs)));
    }
    this.#isWorking = false;
  }

  /** The most urgent, and of these the newest, but for a strip and a list, which are made from their beginning. */
  #next(): Waiting<T> | undefined {
    for (const { done } of this.#waiting.filter(({ wish }) => wish.signal.aborted)) done(undefined);
    this.#waiting = this.#waiting.filter(({ wish }) => !wish.signal.aborted);
    for (const urgency of ORDER) {
      const all = this.#waiting.filter(({ wish }) => wish.urgency === urgency);
      const next = urgency === 'pointer' ? all.at(-1) : all[0];
      if (!next) continue;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      return next;
    }
    return undefined;
  }

  async #make(wish: ThumbnailWish): Promise<void> {
    const { of, atUs } = wish;
    const codecs = await this.#options.codecs();
    const answer = await this.#asker.ask({ of, atUs: Math.max(0, atUs), codecs });
    const picture = answer && (await this.#options.decode(answer));
    if (!answer || !picture) return this.#refuse(wish);
    const { timeUs, nextUs } = answer;
    // Before the first picture it is asked for that; where none follows yet, the next may come at any time.
    this.#cache.add({ of, fromUs: Math.min(timeUs, atUs), untilUs: Math.max(nextUs ?? 0, atUs + 1), picture });
  }

  #refuse({ of, atUs }: ThumbnailWish): void {
    const untilMs = this.#options.now() + FORGET_REFUSAL_MS;
    this.#refusals = [...this.#refusals.slice(1 - MOST_REFUSALS), { of, atUs, untilMs }];
  }

  #isRefused({ of, atUs }: ThumbnailWish): boolean {
    const nowMs = this.#options.now();
    return this.#refusals.some((one) => one.untilMs > nowMs && one.atUs === atUs && isSame(one.of, of));
  }
}
