import { pixels } from '../../../e2e/support/screen.ts';
import { openViewer } from '../../../e2e/support/viewer.ts';
import { startCamera } from './camera.mjs';
import { numberIn } from './encode.mjs';
import { bad } from './judge.mjs';
import { until } from './until.mjs';

const VIEW = { width: 640, height: 480 };
/** Pictures that are looked at; of a damaged stream, where few are whole. */
const SEEN = 8;
const SEEN_DAMAGED = 3;

/**
 * Shows a kind on a screen, again and again, and looks at what stands there.
 * @param {Awaited<ReturnType<typeof import('./play-kinds.mjs').prepare>>} prepared
 * @param {'chromium' | 'electron'} shell
 * @returns {Promise<import('./judge.mjs').Judgement>}
 */
export async function showKind({ kind, pictures, judge }, shell) {
  const camera = await startCamera(pictures, { from: kind.late, everyMs: 33, loops: true });
  const viewer = await openViewer(shell, ['--source', `pi://127.0.0.1:${camera.port}?telemetry=1`]);
  try {
    camera.goTo(Number.POSITIVE_INFINITY);
    await viewer.page.evaluate(showThePictureAlone);
    const seen = new Set();
    let isFalse;
    const enough = kind.damaged ? SEEN_DAMAGED : SEEN;
    await until(async () => {
      const luma = lumaOf(await pixels(viewer.page), kind.size);
      const number = numberIn(luma, kind.size);
      // Before the first picture there is none, and a number that is not of the stream is no picture of it.
      if (number !== undefined && !judge.isTrue(luma, number, false)) isFalse = number;
      if (number !== undefined) seen.add(number);
      return seen.size >= enough || isFalse !== undefined;
    });
    if (isFalse !== undefined) return bad(`${isFalse} false`);
    if (seen.size === 0) return bad('nothing');
    return seen.size < enough ? bad(`stands at ${[...seen].at(-1)}`) : { ok: true, words: `${seen.size}` };
  } finally {
    await viewer.close();
    camera.close();
  }
}

/** What lies over a picture is not what is looked at. In the page. */
function showThePictureAlone() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { visibility: hidden !important } video { visibility: visible !important }');
  document.adoptedStyleSheets = [sheet];
}

/** The picture in the middle of the page, in its own size: its luma as a stream has it, by BT.601. */
function lumaOf({ data, width: across }, { width, height }) {
  const scale = Math.min(VIEW.width / width, VIEW.height / height);
  const [left, top] = [(VIEW.width - width * scale) / 2, (VIEW.height - height * scale) / 2];
  const luma = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (Math.floor(top + (y + 0.5) * scale) * across + Math.floor(left + (x + 0.5) * scale)) * 4;
      luma[y * width + x] = 16 + 0.257 * data[at] + 0.504 * data[at + 1] + 0.098 * data[at + 2];
    }
  }
  return luma;
}
