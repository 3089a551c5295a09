// not shown in this file: what a simulator does, which it logs
import http from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Decoder, Encoder, type Packet } from 'socket.io-parser';
import { PI_CLOCK_EVENT, PI_TELEMETRY_EVENT } from '#core/protocols/pi/messages';
import { writePiTelemetry } from '#core/protocols/pi/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { Timeline } from '../../clips/timeline';
import { CpuMeter } from '../../machine/cpu-meter';
import { listenOn } from '../../network/listen-on';
import type { Flight } from './flight';
import { batteryAfter, crewAndReceiver } from './onboard';
import type { PiSimulatorOptions } from './options';

const PERIOD_MS = 100;
/** The processor is looked at once a second. */
const CPU_EVERY = 10;
const NAN_EVERY = 7;
const NAN_MARK = '\u0000NaN';

/** The host's telemetry port: Socket.IO 5 with the host's timings, any number of clients, one event ten times a second. */
export class TelemetryServer {
  readonly #http = http.createServer((_request, response) => response.writeHead(404).end());
  readonly #io: Server;
  readonly #cpu = new CpuMeter();
  #cpuValues: Telemetry = {};
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  readonly #startedMs = performance.now();

  readonly #flight: Flight;
  readonly #timeline: Timeline;
  readonly #options: PiSimulatorOptions;

  constructor(flight: Flight, timeline: Timeline, options: PiSimulatorOptions) {
    this.#flight = flight;
    this.#timeline = timeline;
    this.#options = options;
    this.#io = new Server(this.#http, {
      pingInterval: 25_000,
      pingTimeout: 60_000,
      serveClient: false,
      cors: { origin: '*' },
      parser: { Encoder: NanEncoder, Decoder },
    });
    this.#io.on('connection', (socket) => {
      options.onEvent?.('telemetry client connected');
      if (options.captureTime) this.#answerProbes(socket);
    });
  }

  /** Resolves with the bound port. */
  async listen(): Promise<number> {
    const port = await listenOn(this.#http, this.#options.telemetryPort, this.#options.listen);
    this.#timer = setInterval(() => this.#send(), PERIOD_MS);
    return port;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#io.close();
  }

  #answerProbes(socket: Socket): void {
    socket.on(PI_CLOCK_EVENT, (answer: unknown) => {
      if (typeof answer === 'function') answer(this.#timeline.now() * 1000);
    });
  }

  #send(): void {
    if (this.#sent++ % CPU_EVERY === 0) this.#cpuValues = this.#cpu.read();
    const seconds = (performance.now() - this.#startedMs) / 1000;
    const measured = this.#flight[this.#timeline.index % this.#flight.length]!;
    const message = writePiTelemetry({
      ...crewAndReceiver(measured),
      ...measured,
      ...batteryAfter(seconds),
      ...this.#cpuValues,
      hostTimeUs: Date.now() * 1000,
    });
    const broken = this.#options.garbage && this.#sent % NAN_EVERY === 0;
    this.#io.emit(PI_TELEMETRY_EVENT, broken ? { ...message, climb_rate: NAN_MARK } : message);
  }
}

/** Writes the mark as a bare NaN, as Python's json does with one. */
class NanEncoder extends Encoder {
  override encode(packet: Packet) {
    return super
      .encode(packet)
      .map((part: unknown) => (typeof part === 'string' ? part.replace(JSON.stringify(NAN_MARK), 'NaN') : part));
  }
}
