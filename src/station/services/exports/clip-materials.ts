import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type ClipMaterial, type ClipMaterialRequest, MAX_MATERIAL_BYTES } from '#contracts/clip-material';
import type { ExportSpec } from '#contracts/exports';
import { text } from '#core/texts/text';
import { Capability } from '../../capability';
import { ClientBound } from '../../extension/client-bound';
import { freeBytes } from '../../free-bytes';
import { ClipFault, type ClipSource } from './clip-source';
import { CLIP_NAME, type MakeClip, makeClip } from './make-clip';
import { diskFull } from './run-ffmpeg';
import { openWorkFolder } from './work-folder';

/** Cut at a time, or waiting to be fetched: each may lie on the disk with as much as a viewer can make a clip of. */
const MAX = 4;
/** Of one client's. */
const MAX_PER_CLIENT = 3;
/** Materials that were not asked for so long are deleted. */
const LASTS_MS = 5 * 60_000;

export interface ClipMaterialsOptions {
  /** Where clips are made. */
  readonly folder: string;
  /** Left free on the disk. */
  readonly reserveBytes: number;
  /** @returns `undefined` where there is nothing to cut */
  readonly sourceOf: (source: ExportSpec['source']) => ClipSource | undefined;
}

interface Kept {
  readonly folder: string;
  /** Gives the client its place back. */
  readonly giveBack: () => void;
  timer: ReturnType<typeof setTimeout>;
}

export const CLIP_MATERIALS = new Capability<ClipMaterials>('clip-materials');

/** Clips without loss for viewers that make something of them themselves, kept for as long as fetching takes. */
export class ClipMaterials {
  readonly #options: ClipMaterialsOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #stop = new AbortController();
  readonly #bound = new ClientBound(MAX_PER_CLIENT);
  /** Being cut. */
  #making = 0;

  constructor(options: ClipMaterialsOptions) {
    this.#options = options;
  }

  /** @param client see `clientOf` @throws ClipFault, or a signal's reason */
  async make(
    { source: wanted, fromUs, toUs }: ClipMaterialRequest,
    client: string,
    asked: AbortSignal,
  ): Promise<ClipMaterial> {
    const source = this.#options.sourceOf(wanted);
    if (!source) throw new ClipFault(text('export.noSource'), text('export.noSource.tip'));
    const giveBack = this.#making + this.#kept.size < MAX ? this.#bound.take(client) : undefined;
    if (!giveBack) {
      throw new ClipFault(text('export.busy'), text('export.busy.tip'));
    }
    this.#making++;
    const signal = AbortSignal.any([asked, this.#stop.signal]);
    try {
      const folder = await openWorkFolder(this.#options.folder);
      try {
        const id = randomUUID();
        const material = await this.#cut(id, { source, fromUs, toUs, folder }, signal);
        this.#kept.set(id, { folder, giveBack, timer: this.#deleteLater(id) });
        return material;
      } catch (error) {
        await remove(folder);
        throw error;
      }
    } catch (error) {
      giveBack();
      throw error;
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
    kept.giveBack();
    clearTimeout(kept.timer);
    await remove(kept.folder);
    return true;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#kept.keys()].map((id) => this.delete(id)));
  }

  async #cut(id: string, spec: Pick<MakeClip, 'source' | 'fromUs' | 'toUs' | 'folder'>, signal: AbortSignal) {
    let bytes = 0;
    const { cut, extensions, ...made } = await makeClip({
      ...spec,
      output: { kind: 'lossless' },
      ffmpeg: undefined,
      signal,
      checkDisk: async () => {
        if (bytes > MAX_MATERIAL_BYTES) throw tooLong();
        const free = await freeBytes(this.#options.folder);
        if (free !== undefined && free <= this.#options.reserveBytes) throw diskFull();
      },
      onProgress: (_share, sofar = 0) => {
        bytes = sofar;
      },
    });
    if (made.bytes > MAX_MATERIAL_BYTES) throw tooLong();
    return {
      id,
      stream: spec.source.stream,
      startedUs: cut.inUs + spec.source.wallUs,
      bytes: made.bytes,
      seconds: (cut.outUs - cut.inUs) / 1e6,
      width: cut.width,
      height: cut.height,
      colour: cut.colour,
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
  return new ClipFault(text('export.tooLarge'), text('export.tooLarge.tip'));
}

/** What cannot be deleted is found at the next start. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
