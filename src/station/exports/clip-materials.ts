import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type ClipMaterial, type ClipMaterialWish, MOST_MATERIAL_BYTES } from '#contracts/clip-material';
import type { ExportWish } from '#contracts/exports';
import { freeBytes } from '../free-bytes';
import { ClipFault, type ClipSource } from './clip-source';
import { CLIP_NAME, type MakeClip, makeClip } from './make-clip';
import { diskFull } from './run-ffmpeg';
import { openWorkFolder } from './work-folder';

/** Cut at a time, or waiting to be fetched: each may lie on the disk with as much as a viewer can make a clip of. */
const MOST = 4;
/** What nobody has asked for so long is deleted. */
const LASTS_MS = 5 * 60_000;

export interface ClipMaterialsOptions {
  /** Where clips are made. */
  readonly folder: string;
  /** Left free on the disk. */
  readonly reserveBytes: number;
  /** @returns `undefined` where there is nothing to cut */
  readonly sourceOf: (source: ExportWish['source']) => ClipSource | undefined;
}

interface Kept {
  readonly folder: string;
  timer: ReturnType<typeof setTimeout>;
}

/** Clips without loss for viewers that make something of them themselves, kept for as long as fetching takes. */
export class ClipMaterials {
  readonly #options: ClipMaterialsOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #stop = new AbortController();
  /** Being cut. */
  #making = 0;

  constructor(options: ClipMaterialsOptions) {
    this.#options = options;
  }

  /** @throws ClipFault, or a signal's reason */
  async make({ source: wanted, fromUs, toUs }: ClipMaterialWish, asked: AbortSignal): Promise<ClipMaterial> {
    const source = this.#options.sourceOf(wanted);
    if (!source) throw new ClipFault('There is nothing to take a clip from.', 'Choose a stream or a recording.');
    if (this.#making + this.#kept.size >= MOST) {
      throw new ClipFault('Others are fetching clips just now.', 'Try again in some minutes.');
    }
    this.#making++;
    const signal = AbortSignal.any([asked, this.#stop.signal]);
    try {
      const folder = await openWorkFolder(this.#options.folder);
      try {
        const id = randomUUID();
        const material = await this.#cut(id, { source, fromUs, toUs, folder }, signal);
        this.#kept.set(id, { folder, timer: this.#deleteLater(id) });
        return material;
      } catch (error) {
        await remove(folder);
        throw error;
      }
    } finally {
      this.#making--;
    }
  }

  /** @returns the path of a part of what is kept */
  fileOf(id: string, part: 'video' | 'telemetry'): string | undefined {
    const kept = this.#kept.get(id);
    if (!kept) return undefined;
    clearTimeout(kept.timer);
    kept.timer = this.#deleteLater(id);
    return path.join(kept.folder, `${CLIP_NAME}.${part === 'video' ? 'mp4' : 'jsonl'}`);
  }

  /** @returns whether there was one */
  async delete(id: string): Promise<boolean> {
    const kept = this.#kept.get(id);
    if (!kept) return false;
    this.#kept.delete(id);
    clearTimeout(kept.timer);
    await remove(kept.folder);
    return true;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#kept.keys()].map((id) => this.delete(id)));
  }

  async #cut(id: string, wish: Pick<MakeClip, 'source' | 'fromUs' | 'toUs' | 'folder'>, signal: AbortSignal) {
    let bytes = 0;
    const { cut, extensions, ...made } = await makeClip({
      ...{ ...wish, output: { kind: 'lossless' }, ffmpeg: undefined, signal },
      checkDisk: async () => {
        if (bytes > MOST_MATERIAL_BYTES) throw tooLong();
        const free = await freeBytes(this.#options.folder);
        if (free !== undefined && free <= this.#options.reserveBytes) throw diskFull();
      },
      onProgress: (_share, sofar = 0) => {
        bytes = sofar;
      },
    });
    if (made.bytes > MOST_MATERIAL_BYTES) throw tooLong();
    return {
      ...{ id, stream: wish.source.stream, startedUs: cut.inUs + wish.source.wallUs, bytes: made.bytes },
      ...{ seconds: (cut.outUs - cut.inUs) / 1e6, width: cut.width, height: cut.height },
      hasTelemetry: extensions.includes('jsonl'),
    } satisfies ClipMaterial;
  }

  #deleteLater(id: string): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => void this.delete(id), LASTS_MS);
    // Nothing waits for it: `close` deletes what is kept.
    timer.unref();
    return timer;
  }
}

function tooLong(): ClipFault {
  return new ClipFault('This part has more than 2 GB, which no browser can work on.', 'Take a shorter clip.');
}

/** What cannot be deleted is found at the next start. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
