import type { KeyPictureAnswer, PictureOwner } from '#contracts/key-picture';
import type { ViewerMessage } from '#contracts/link';
import type { PictureCodec } from '#core/media/access-unit';
import { KeyPictureRequests } from './key-picture-requests';
import { type Closable, isSame, ThumbnailCache } from './thumbnail-cache';

/** 320x180 of these are 30 MB. */
const MAX_KEPT = 128;
/** More wait for no part of the page. */
const MAX_WAITING = 64;
/** The link and the decoder rest as long as the last one took them, and so long at least. */
const MIN_REST_MS = 20;
/** What could not be had is not asked for again at once. */
const MAX_REFUSAL_AGE_MS = 3000;
const MAX_REFUSALS = 64;

/** What needs it soonest: the pointer, a list that is read, the strip. */
export type Urgency = 'pointer' | 'list' | 'strip';
const ORDER: readonly Urgency[] = ['pointer', 'list', 'strip'];

/** What is wanted of a stream's or a recording's past. */
export interface ThumbnailRequest {
  readonly of: PictureOwner;
  /** On the wall's clock, in µs. */
  readonly atUs: number;
  readonly urgency: Urgency;
  /** Aborted: it is not needed any more. */
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
  readonly request: ThumbnailRequest;
  readonly done: (picture: T | undefined) => void;
}

/**
 * Small pictures of the past for the page: one is asked for and decoded at a time, the most urgent and newest first, and no
 * more than half of the time. What is not needed any more is not begun. The last ones are kept.
 */
export class Thumbnails<T extends Closable = ImageBitmap> {
  readonly #options: ThumbnailsOptions<T>;
  readonly #requests: KeyPictureRequests;
  readonly #cache = new ThumbnailCache<T>(MAX_KEPT);
  #waiting: Waiting<T>[] = [];
  #refusals: { readonly of: PictureOwner; readonly atUs: number; readonly untilMs: number }[] = [];
  #isWorking = false;

  constructor(options: ThumbnailsOptions<T>) {
    this.#options = options;
    this.#requests = new KeyPictureRequests(options.send);
  }

  /** The one that is kept. To be drawn at once: it may be closed later. */
  kept(of: PictureOwner, atUs: number): T | undefined {
    return this.#cache.find(of, atUs);
  }

  /** The one that is kept, or else made. To be drawn at once, as `kept`. `undefined` where there is none. */
  async get(request: ThumbnailRequest): Promise<T | undefined> {
    const kept = this.kept(request.of, request.atUs);
    if (kept || request.signal.aborted || this.#isRefused(request)) return kept;
    await new Promise<T | undefined>((done) => this.#enqueue({ request, done }));
    return request.signal.aborted ? undefined : this.kept(request.of, request.atUs);
  }

  take(answer: KeyPictureAnswer): void {
    this.#requests.take(answer);
  }

  refused(number: number): void {
    this.#requests.refused(number);
  }

  /** Another link, and perhaps another station: its past may be another. */
  reopened(): void {
    this.#requests.reset();
    this.#cache.clear();
    this.#refusals = [];
  }

  #enqueue(waiting: Waiting<T>): void {
    this.#waiting.push(waiting);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()?.done(undefined);
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let next = this.#next(); next; next = this.#next()) {
      const { request, done } = next;
      const beganMs = this.#options.now();
      if (!this.#cache.find(request.of, request.atUs)) await this.#make(request);
      done(undefined);
      const tookMs = this.#options.now() - beganMs;
      if (this.#waiting.length > 0) await new Promise((rest) => setTimeout(rest, Math.max(MIN_REST_MS, tookMs)));
    }
    this.#isWorking = false;
  }

  /** The most urgent, and of these the newest, but for a strip and a list, which are made from their beginning. */
  #next(): Waiting<T> | undefined {
    for (const { done } of this.#waiting.filter(({ request }) => request.signal.aborted)) done(undefined);
    this.#waiting = this.#waiting.filter(({ request }) => !request.signal.aborted);
    for (const urgency of ORDER) {
      const all = this.#waiting.filter(({ request }) => request.urgency === urgency);
      const next = urgency === 'pointer' ? all.at(-1) : all[0];
      if (!next) continue;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      return next;
    }
    return undefined;
  }

  async #make(request: ThumbnailRequest): Promise<void> {
    const { of, atUs } = request;
    const codecs = await this.#options.codecs();
    const answer = await this.#requests.ask({ of, atUs: Math.max(0, atUs), codecs });
    const picture = answer && (await this.#options.decode(answer));
    if (!answer || !picture) return this.#refuse(request);
    const { timeUs, nextUs } = answer;
    // Before the first picture it is asked for that; where none follows yet, the next may come at any time.
    this.#cache.add({ of, fromUs: Math.min(timeUs, atUs), untilUs: Math.max(nextUs ?? 0, atUs + 1), picture });
  }

  #refuse({ of, atUs }: ThumbnailRequest): void {
    const untilMs = this.#options.now() + MAX_REFUSAL_AGE_MS;
    this.#refusals = [...this.#refusals.slice(1 - MAX_REFUSALS), { of, atUs, untilMs }];
  }

  #isRefused({ of, atUs }: ThumbnailRequest): boolean {
    const nowMs = this.#options.now();
    return this.#refusals.some((one) => one.untilMs > nowMs && one.atUs === atUs && isSame(one.of, of));
  }
}
