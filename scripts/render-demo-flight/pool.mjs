import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** As many render threads as there are processors. `run` resolves with the job's result; jobs start in the order given. */
export function createPool(workerData) {
  const waiting = [];
  const idle = [];
  const workers = Array.from({ length: availableParallelism() }, () => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData });
    worker.on('message', (result) => {
      worker.done(result);
      start(worker);
    });
    worker.on('error', (error) => worker.failed?.(error));
    idle.push(worker);
    return worker;
  });
  const start = (worker) => {
    const next = waiting.shift();
    if (!next) {
      idle.push(worker);
      return;
    }
    worker.done = next.resolve;
    worker.failed = next.reject;
    worker.postMessage(next.job);
  };
  return {
    threads: workers.length,
    run: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        const worker = idle.shift();
        if (worker) start(worker);
      }),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
