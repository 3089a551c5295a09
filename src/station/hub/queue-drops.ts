import type { QueueDrops } from '#core/media/delivery-queue';

export const NO_DROPS: QueueDrops = { overtaken: 0, overflow: 0, waitingForKey: 0 };

/** What two queues lost together. */
export function addDrops(a: QueueDrops, b: QueueDrops = NO_DROPS): QueueDrops {
  return {
    overtaken: a.overtaken + b.overtaken,
    overflow: a.overflow + b.overflow,
    waitingForKey: a.waitingForKey + b.waitingForKey,
  };
}
