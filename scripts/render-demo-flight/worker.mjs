/** One of the render threads: takes one job at a time and answers when it is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { createCamera, HEIGHT, WIDTH } from './camera.mjs';
import { flightAt } from './flight-path.mjs';
import { fillRows, lightRows, openLayers } from './layers.mjs';
import { paintSky } from './sky.mjs';

const layers = openLayers(workerData.layers);
const sky = new Uint8Array(workerData.sky);
const render = createCamera(layers, sky);

const jobs = {
  fill: ({ layer, from, to }) => fillRows(layers[layer], from, to),
  light: ({ layer, from, to }) => lightRows(layers[layer], from, to),
  sky: ({ from, to }) => paintSky(sky, from, to),
  frame: ({ frame }) => {
    const image = new Uint8Array(WIDTH * HEIGHT * 3);
    render(flightAt(frame).pose, image);
    return image;
  },
};

parentPort.on('message', (job) => {
  const result = jobs[job.kind](job);
  parentPort.postMessage(result, result ? [result.buffer] : []);
});
