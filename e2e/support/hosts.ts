import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Child, startChild } from './child';
import { CLI } from './viewer';

/** Debian's Python, which has Debian's python3-socketio. */
const PYTHON = '/usr/bin/python3';
const PYTHON_HOST = path.resolve(import.meta.dirname, '../hosts/python-host.py');

/** A vehicle that has been heard: with all values 0 the host would say that it has not. */
const MEASURED = ['--set', 'heading=123.5', '--set', 'roll=3', '--set', 'battery=12.3'];

/** Where a host is to listen and what it plays. */
export interface HostOptions {
  readonly clip: string;
  readonly videoPort: number;
  readonly telemetryPort: number;
  readonly video?: boolean;
  readonly telemetry?: boolean;
  /** More of the host's own flags. */
  readonly extra?: readonly string[];
}

/** A host that tests run against. */
export interface HostKind {
  readonly name: string;
  /** Why it cannot be had on this machine. */
  readonly missing?: string;
  start(options: HostOptions): Promise<Child>;
}

/** Our own simulator, as a user starts it. */
export const SIMULATOR: HostKind = {
  name: 'our simulator',
  async start({ clip, videoPort, telemetryPort, video = true, telemetry = true, extra = [] }) {
    const ports = ['--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
    const off = [...(video ? [] : ['--no-video']), ...(telemetry ? [] : ['--no-telemetry'])];
    const child = startChild(process.execPath, [CLI, 'simulate', 'pi', '--clip', clip, ...ports, ...off, ...extra]);
    await child.line(/^video \S+ telemetry/);
    return child;
  },
};

/** An independent one: python-socketio, as the original host has it, beside a plain TCP server. */
export const PYTHON_SOCKETIO: HostKind = {
  name: 'python-socketio',
  ...pythonProblem(),
  async start({ clip, videoPort, telemetryPort, video = true, telemetry = true, extra = [] }) {
    const ports = ['--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
    const off = [...(video ? [] : ['--no-video']), ...(telemetry ? [] : ['--no-telemetry'])];
    const child = startChild(PYTHON, [PYTHON_HOST, '--clip', clip, ...ports, ...off, ...MEASURED, ...extra]);
    await child.line(/^\{/);
    return child;
  },
};

function pythonProblem(): { missing?: string } {
  try {
    execFileSync(PYTHON, ['-c', 'import socketio, aiohttp'], { stdio: 'ignore' });
    return {};
  } catch {
    return { missing: 'python3-socketio and python3-aiohttp are not installed' };
  }
}
