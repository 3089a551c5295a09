import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createScreen, type ScreenKind } from '../../src/renderer/player/create-screen';
import { PlayerView } from '../../src/renderer/player/PlayerView';
import { Player } from '../../src/renderer/player/player';
import type { Screen } from '../../src/renderer/player/screen';
import type { ShownPicture } from '../../src/renderer/player/shown-picture';
import type { ClipUnit } from './numbered-clip';

/** The player in a page, with handles for a test. It runs in the browser; `player.spec.ts` calls it. */

interface LoadedClip {
  readonly bytes: Uint8Array;
  readonly units: readonly ClipUnit[];
}

const now = () => performance.now() * 1000;
const clips = new Map<string, LoadedClip>();
/** All frames that decoders gave out, to see that each was closed. */
const frames: VideoFrame[] = [];
const shown: (ShownPicture & { readonly number: number })[] = [];
/** Timestamps are receive times, so that a picture shown can be told by the time at which it was pushed. */
const numberByReceiveUs = new Map<number, number>();
let live: { readonly decoder: VideoDecoder; readonly init: VideoDecoderInit } | undefined;
let decoders = 0;
let player: Player | undefined;
let view: Root | undefined;
let screen: Screen | undefined;
const states: string[] = [];

async function load(name: string): Promise<void> {
  const [bytes, units] = await Promise.all([fetch(`/clip/${name}.h264`), fetch(`/clip/${name}.json`)]);
  clips.set(name, { bytes: new Uint8Array(await bytes.arrayBuffer()), units: await units.json() });
}

function open(kind: ScreenKind): void {
  screen = createScreen(kind);
  player = new Player({
    screen,
    now,
    createDecoder: (init) => {
      const output: VideoDecoderInit['output'] = (frame) => {
        frames.push(frame);
        init.output(frame);
      };
      const decoder = new VideoDecoder({ ...init, output });
      decoders += 1;
      live = { decoder, init };
      return decoder;
    },
  });
  player.subscribe((state) => states.push(state.state));
  player.onShown((picture) => shown.push({ ...picture, number: numberByReceiveUs.get(picture.receiveUs) ?? -1 }));
  mount();
}

/** Puts the view into the page, in place of the one before. */
function mount(): void {
  view?.unmount();
  view = createRoot(document.getElementById('root') as HTMLElement);
  if (screen) view.render(createElement(PlayerView, { screen }));
}

/** Ends the track behind the video, as a browser may. */
function endTrack(): void {
  const source = document.querySelector('video')?.srcObject;
  if (source instanceof MediaStream) for (const track of source.getTracks()) track.stop();
}

/** What a browser does to save power. */
function pause(): void {
  document.querySelector('video')?.pause();
}

/**
 * Pushes pictures `from` to `to` (exclusive), at least `pauseMs` apart and no faster than they are decoded, so that a busy
 * machine is not behind; 0 pushes them in one task.
 */
async function push(name: string, from: number, to: number, pauseMs = 0): Promise<void> {
  for (let n = from; n < to; n++) {
    pushOne(name, n);
    if (pauseMs > 0) await pass(pauseMs);
    while (pauseMs > 0 && waiting() > 2) await pass(5);
  }
}

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Pictures of which it is not decided yet whether they are shown. */
function waiting(): number {
  if (!player) return 0;
  const { received, decoded, dropped } = player.counters;
  return received - decoded - Object.values(dropped).reduce((sum, count) => sum + count, 0);
}

function pushOne(name: string, n: number, change: (data: Uint8Array) => Uint8Array = (data) => data): void {
  const clip = clips.get(name);
  const unit = clip?.units[n % clip.units.length];
  if (!clip || !unit) throw new Error(`no picture ${n} in ${name}`);
  const receiveUs = Math.round(now());
  numberByReceiveUs.set(receiveUs, n);
  player?.push({
    stream: 1,
    codec: 'h264',
    key: unit.key,
    receiveUs,
    data: change(clip.bytes.subarray(unit.start, unit.end)),
  });
}

/** Opens a player and gives it its only picture in the same task, before anything of the page has settled. */
function openWithOnePicture(kind: ScreenKind, name: string): void {
  open(kind);
  pushOne(name, 0);
}

/** Pushes a picture of which nothing behind its start code is what it was. */
function pushBroken(name: string, n: number): void {
  pushOne(name, n, (data) => data.map((byte, at) => (at < 5 ? byte : (at * 167 + 13) & 0xff)));
}

/** What a browser does that takes an idle decoder back: closes it and tells. */
function failDecoder(errorName: string): void {
  live?.decoder.close();
  live?.init.error(new DOMException('injected by the test', errorName));
}

function report() {
  return {
    state: player?.state,
    states,
    counters: player?.counters,
    size: player?.size,
    decoders,
    frames: frames.length,
    unclosed: frames.filter((frame) => frame.format !== null).length,
    shown: shown.map(({ number, pushedUs, decodedUs = Number.NaN, shownUs }) => ({
      number,
      pushedUs,
      decodedUs,
      shownUs,
    })),
  };
}

export const harness = {
  load,
  open,
  openWithOnePicture,
  push,
  pushBroken,
  failDecoder,
  mount,
  endTrack,
  pause,
  report,
  gap: () => player?.gap(),
  reset: () => player?.reset(),
  close: () => player?.close(),
};

declare global {
  interface Window {
    harness: typeof harness;
  }
}
window.harness = harness;
