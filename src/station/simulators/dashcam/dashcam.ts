// not shown in this file: what a simulator does, which it logs
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '#core/media/back-off';
import { REGISTER_RESULTS } from '#core/protocols/jt808/messages/register';
import { MESSAGE_TYPES } from '#core/protocols/jt808/registry';
import type { Dashcam } from './options';
import { SignallingLink } from './signalling-link';
import { DashcamTerminal } from './terminal';

/** How long the platform may take to let a terminal in. */
const WELCOME_MS = 10_000;
/** How long it may take to hear that the terminal leaves. */
const LEAVE_MS = 500;

/**
 * Simulates a dash cam that speaks JT/T 808 and 1078 (docs/protocols.md 3) until the signal: registers, authenticates, reports
 * a drive, and sends what the platform asks for. Where the link ends, it tries again, with the code that it was given.
 */
export async function runDashcam(dashcam: Dashcam, signal: AbortSignal): Promise<void> {
  let { code } = dashcam;
  let failures = 0;
  while (!signal.aborted) {
    const session = await connectOnce({ ...dashcam, code }, signal);
    if (signal.aborted) return;
    // A code that is refused is forgotten, but for one that a person gave.
    code = session.wasAdmitted ? session.code : dashcam.code;
    failures = session.wasAdmitted ? 1 : failures + 1;
    const pauseMs = backOffMs(failures, Math.random());
    dashcam.onEvent(`${session.reason}; next attempt in ${(pauseMs / 1000).toFixed(1)} s`);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** How a connection ended, and the code that let the terminal in. */
interface Session {
  readonly reason: string;
  readonly wasAdmitted: boolean;
  readonly code: string | undefined;
}

function connectOnce(dashcam: Dashcam, signal: AbortSignal): Promise<Session> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: dashcam.host, port: dashcam.port, noDelay: true });
    let terminal: DashcamTerminal | undefined;
    let { code } = dashcam;
    let reason = 'the platform closed the connection';
    const giveUp = (why: string) => {
      reason = why;
      socket.destroy();
    };
    const welcome = setTimeout(() => giveUp('the platform does not answer'), WELCOME_MS);
    const link = new SignallingLink(socket, dashcam, (message, header) => {
      if (message.kind === 'registerResponse' && !terminal) {
        if (message.body.result !== REGISTER_RESULTS.success) {
          return giveUp(`the registration was refused with ${message.body.result}`);
        }
        code = message.body.authCode;
        authenticate(link, dashcam, code);
      } else if (message.kind === 'platformResponse' && !terminal) {
        if (message.body.responseId !== MESSAGE_TYPES.authenticate.id) return;
        if (message.body.result !== 0) return giveUp('the code was refused');
        clearTimeout(welcome);
        dashcam.onEvent(`${dashcam.phone} is let in`);
        terminal = new DashcamTerminal({ ...dashcam, signalling: socket }, link);
      } else terminal?.take(message, header);
    });
    const leave = () => {
      if (terminal) link.send({ kind: 'logout', body: {} });
      socket.end();
      setTimeout(() => socket.destroy(), LEAVE_MS).unref();
    };
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    socket
      .on('connect', () => {
        if (code === undefined) register(link, dashcam);
        else authenticate(link, dashcam, code);
      })
      .on('error', (error) => {
        reason = error.message;
      })
      .on('close', () => {
        clearTimeout(welcome);
        signal.removeEventListener('abort', leave);
        terminal?.end();
        resolve({ reason, wasAdmitted: terminal !== undefined, code });
      });
  });
}

function register(link: SignallingLink, { phone, version }: Dashcam): void {
  link.send({
    kind: 'register',
    body: {
      edition: version,
      provinceId: 31,
      cityId: 115,
      manufacturerId: 'GROUN',
      terminalModel: 'Simulator',
      terminalId: phone.slice(-7),
      plateColour: 1,
      plate: `沪A${phone.slice(-5)}`,
    },
  });
}

function authenticate(link: SignallingLink, { phone }: Dashcam, authCode: string): void {
  link.send({
    kind: 'authenticate',
    body: { authCode, imei: phone.slice(-15).padStart(15, '0'), softwareVersion: 'groundglass' },
  });
}
