/** How often one message comes. */
export interface MessageCount {
  readonly id: number;
  /** Empty where no definition here has it. */
  readonly name: string;
  count: number;
  lastUs: number;
  /** Mean distance of the last few, µs; 0 before the second. */
  intervalUs: number;
}

/** More kinds of message than a component sends are counted together, under this id. */
export const OTHER_MESSAGES = -1;
const MAX_MESSAGES = 256;
/** How many arrivals the mean looks back. */
const SMOOTHING = 8;

/** What one component of a vehicle sends: counts alone, none of what it says. */
export class Component {
  readonly id: number;
  /** MAV_TYPE and MAV_AUTOPILOT of its last heartbeat. */
  type: number | undefined;
  autopilot: number | undefined;
  readonly messages = new Map<number, MessageCount>();
  received = 0;
  /** By gaps in its sequence. */
  lost = 0;
  #seq: number | undefined;

  constructor(id: number) {
    this.id = id;
  }

  count(id: number, name: string, seq: number, nowUs: number): void {
    this.received++;
    this.#countLost(seq);
    const known = this.messages.get(id);
    const message = known ?? this.#open(id, name);
    if (message.count++ > 0) {
      const interval = nowUs - message.lastUs;
      message.intervalUs += (interval - message.intervalUs) / Math.min(SMOOTHING, message.count - 1);
    }
    message.lastUs = nowUs;
  }

  #open(id: number, name: string): MessageCount {
    const isFull = this.messages.size >= MAX_MESSAGES;
    const key = isFull ? OTHER_MESSAGES : id;
    const there = this.messages.get(key);
    if (there) return there;
    const opened = { id: key, name: isFull ? '' : name, count: 0, lastUs: 0, intervalUs: 0 };
    this.messages.set(key, opened);
    return opened;
  }

  #countLost(seq: number): void {
    const gap = this.#seq === undefined ? 0 : (seq - this.#seq - 1) & 0xff;
    // Half a turn or more: older than the last one (a datagram overtook it, or came twice).
    if (gap >= 128) return;
    this.lost += gap;
    this.#seq = seq;
  }
}

/** Messages a second of a message, as it comes at this moment. */
export function rateOf({ intervalUs, lastUs, count }: MessageCount, nowUs: number): number {
  if (count < 2) return 0;
  // One that stopped gets slower until it is nought.
  const spacing = Math.max(intervalUs, nowUs - lastUs - intervalUs, 1);
  return 1e6 / spacing;
}
