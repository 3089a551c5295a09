import { type Clip, type ClipOptions, makeNumberedClip } from '../player/numbered-clip';
import { type Camera, startCamera } from './camera';
import { repeatingSets, withoutSei } from './nals';
import { expectInOrder, expectMoving } from './numbers';
import { frameNumber } from './screen';
import { expect } from './test';
import { type OpenViewer, openViewer } from './viewer';

/** Of the clip, which is played in a ring. */
export const PICTURES = 300;
/** Where the camera is when the station comes: at no picture at which decoding could begin. */
const LATE = 41;

export type LateClip =
  | 'intra refresh'
  | 'intra refresh, CABAC'
  | 'open groups'
  | 'open groups without recovery points'
  | 'nothing to begin with';

type Encoding = Pick<ClipOptions, 'params' | 'reorders'> & { readonly isBare?: boolean };

const CLIPS: Readonly<Record<Exclude<LateClip, 'nothing to begin with'>, Encoding>> = {
  'intra refresh': { params: 'intra-refresh=1' },
  'intra refresh, CABAC': { params: 'intra-refresh=1:bframes=0', reorders: true },
  'open groups': { params: 'open-gop=1:bframes=2:b-adapt=0', reorders: true },
  'open groups without recovery points': { params: 'open-gop=1:bframes=2:b-adapt=0', reorders: true, isBare: true },
};

function clipOf(kind: LateClip): Clip {
  const size = { width: 640, height: 480, block: 32 };
  if (kind === 'nothing to begin with') return repeatingSets(makeNumberedClip({ ...size, frames: 420, group: 420 }));
  const { isBare = false, ...encoder } = CLIPS[kind];
  const clip = makeNumberedClip({ ...size, frames: PICTURES, group: 30, ...encoder });
  return isBare ? withoutSei(clip) : clip;
}

let camera: Camera | undefined;
let viewer: OpenViewer | undefined;

/** A viewer of a camera that no IDR picture comes from any more, joined in between. `closeLateCamera` ends both. */
export async function viewLateCamera(project: string, kind: LateClip): Promise<OpenViewer> {
  camera = await startCamera(clipOf(kind), LATE);
  viewer = await openViewer(project, ['--source', `pi://127.0.0.1:${camera.port}?telemetry=1`]);
  return viewer;
}

export async function closeLateCamera(): Promise<void> {
  await viewer?.close();
  camera?.close();
  viewer = undefined;
  camera = undefined;
}

/** Shown from its next entry on, and after a reload. */
export async function expectFromEntryOn(project: string, kind: LateClip): Promise<void> {
  const { page, errors } = await viewLateCamera(project, kind);
  await expectInOrder(() => frameNumber(page), PICTURES, 10);
  await page.reload();
  await expectMoving(() => frameNumber(page));
  await expectInOrder(() => frameNumber(page), PICTURES, 10);
  expect(errors).toEqual([]);
}
