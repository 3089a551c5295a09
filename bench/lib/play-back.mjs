import { WebSocket } from 'ws';

/** Plays each stream back from the oldest that is kept, and counts. @param {string} url @param {readonly string[]} streams */
export function playBack(url, streams) {
  let pictures = 0;
  const sockets = streams.map((stream) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/link`);
    const send = (/** @type {object} */ message) => socket.send(JSON.stringify(message));
    let isAsked = false;
    let unacknowledged = 0;
    socket.on('open', () => send({ type: 'subscribe', stream }));
    socket.on('message', (data, isBinary) => {
      if (isBinary) {
        // A run of 0 is live.
        if (Buffer.from(/** @type {Buffer} */ (data)).readUInt16BE(6) > 0) pictures += 1;
        unacknowledged += 1;
        if (unacknowledged < 8) return;
        send({ type: 'ack', stream, pictures: unacknowledged });
        unacknowledged = 0;
        return;
      }
      const message = JSON.parse(String(data));
      const range = message.type === 'playback' && message.stream === stream ? message.playback.range : undefined;
      if (!range || isAsked) return;
      isAsked = true;
      send({ type: 'play', stream, run: 1, fromUs: range.beginUs, rate: 1 });
    });
    return socket;
  });
  return {
    get pictures() {
      return pictures;
    },
    stop() {
      for (const socket of sockets) socket.close();
    },
  };
}
