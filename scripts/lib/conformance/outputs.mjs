import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openMediaFile } from '../../../src/station/media-file/open-media-file.ts';
import { until } from './until.mjs';

/** Everything that gives a stream's pictures to other programs, from now until it is finished. */
export class Outputs {
  #url;
  #id;
  #recordings;
  #consumed = [];
  #fragments = [];
  #socket;
  #abort = new AbortController();
  #live;
  #recording;

  /** @param {{ url: string, id: string, recordings: string }} options of the gateway, and of the stream */
  constructor({ url, id, recordings }) {
    this.#url = url;
    this.#id = id;
    this.#recordings = recordings;
  }

  /** Bytes that came so far. */
  get bytes() {
    return [...this.#consumed, ...this.#fragments].reduce((sum, { length }) => sum + length, 0);
  }

  /** Pictures that `consume` gave so far. */
  get pictures() {
    return this.#consumed.length;
  }

  async open() {
    const id = encodeURIComponent(this.#id);
    this.#socket = new WebSocket(`${this.#url.replace(/^http/, 'ws')}/ws/video/consume?id=${id}`);
    this.#socket.on('message', (data, isBinary) => isBinary && this.#consumed.push(data));
    this.#socket.on('error', () => undefined);
    await new Promise((resolve) => {
      this.#socket.once('open', resolve);
      this.#socket.once('close', resolve);
    });
    const response = await fetch(`${this.#url}/api/streams/${id}/live.mp4`, { signal: this.#abort.signal });
    this.#live = this.#read(response);
    this.#recording = await this.#post('/api/recordings');
  }

  async #read(response) {
    try {
      for await (const part of response.body ?? []) this.#fragments.push(part);
    } catch {
      // It is ended by us.
    }
  }

  #post(path) {
    const body = JSON.stringify({ stream: this.#id });
    return fetch(this.#url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }

  /** @returns {Promise<Uint8Array | undefined>} the newest picture as JPEG */
  async snapshot() {
    const url = `${this.#url}/api/streams/${encodeURIComponent(this.#id)}/snapshot.jpeg`;
    let response = await fetch(url);
    // One is made at a time for all who ask.
    await until(async () => {
      if (response.status === 503) response = await fetch(url);
      return response.status !== 503;
    });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  }

  /** @returns what each output gave; `recording` is a file, `undefined` where there is none */
  async finish() {
    await this.#post('/api/recordings/stop');
    const name = await this.#finished();
    this.#socket.close();
    this.#abort.abort();
    await this.#live;
    return {
      consume: Buffer.concat(this.#consumed),
      live: Buffer.concat(this.#fragments),
      recording: name && join(this.#recordings, name),
    };
  }

  /** Where a recording has several files, the last. */
  async #finished() {
    if (this.#recording.status >= 400) return undefined;
    const mine = async () => {
      const answer = await (await fetch(`${this.#url}/api/recordings`)).json();
      return answer.recordings.filter(({ stream }) => stream.id === this.#id);
    };
    // On a busy machine the list does not have it yet when it is told to stop.
    await until(async () => {
      const all = await mine();
      return all.length > 0 && all.every(({ state }) => state !== 'recording');
    });
    const [last] = (await mine()).sort((a, b) => b.startedUs - a.startedUs);
    return last?.file;
  }
}

/**
 * What a file is played as, by what plays files.
 * @param {string} file
 * @returns {Promise<Uint8Array>} of all pictures, in the order of decoding
 */
export async function played(file) {
  const opened = await openMediaFile(file);
  if (!opened.ok) return new Uint8Array();
  const { value: media } = opened;
  try {
    await media.indexed;
    const pictures = [];
    for (let place = 0; place < media.index.count; place++)
      pictures.push((await media.load(place)) ?? new Uint8Array());
    return Buffer.concat(pictures);
  } finally {
    await media.close();
  }
}
