/*
 * Runs in the page: notes which picture was presented when, read from its pixels (the strip of
 * e2e/hosts/make-numbered-clip.mjs), and what the page said of the link.
 */

/**
 * @typedef {object} Watched
 * @property {{ number: number, at: number }[]} shown pictures, and when they were presented, ms of `Date.now`
 * @property {{ said: string, at: number }[]} told the states that the page named, each time that they changed
 */

/** For `page.evaluate`: whole in itself. @returns {void} */
export function watchPage() {
  const BLOCK = 32;
  const width = 14 * BLOCK;
  const canvas = new OffscreenCanvas(width, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  /** @type {Watched} */
  const watched = { shown: [], told: [] };
  Object.assign(window, { watched });
  const look = (/** @type {HTMLVideoElement} */ video) => {
    const { videoWidth, videoHeight } = video;
    context?.drawImage(video, videoWidth / 2 - width / 2, videoHeight / 2, width, 1, 0, 0, width, 1);
    const data = context?.getImageData(0, 0, width, 1).data ?? [];
    const bright = (/** @type {number} */ block) => data[(block * BLOCK + BLOCK / 2) * 4 + 1] > 127;
    if (!bright(0) || bright(13)) return undefined;
    let number = 0;
    for (let bit = 0; bit < 12; bit++) if (bright(bit + 1)) number |= 1 << bit;
    return number;
  };
  const follow = (/** @type {HTMLVideoElement} */ video) => {
    video.requestVideoFrameCallback((_now, { presentationTime }) => {
      const number = look(video);
      if (number !== undefined) watched.shown.push({ number, at: performance.timeOrigin + presentationTime });
      follow(video);
    });
  };
  /** @type {WeakSet<Element>} */
  const followed = new WeakSet();
  setInterval(() => {
    for (const video of document.querySelectorAll('video')) {
      if (followed.has(video)) continue;
      followed.add(video);
      follow(video);
    }
    const notes = [...document.querySelectorAll('.status, .telemetry-note')];
    const wordsOf = (/** @type {Element} */ note) =>
      note.querySelector('.message-text')?.textContent?.replace(/^\W+/, '').slice(0, 40);
    const said = notes.map((note) => note.getAttribute('data-status') ?? wordsOf(note)).join(' + ') || 'live';
    if (watched.told.at(-1)?.said !== said) watched.told.push({ said, at: Date.now() });
  }, 20);
}
