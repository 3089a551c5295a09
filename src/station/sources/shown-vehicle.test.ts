import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PiVehicle } from '#contracts/link';
import { Hub } from '../hub/hub';
import { createLog } from '../log';
import { ShownVehicle } from './shown-vehicle';
import { SourceList } from './source-list';

let hub: Hub;
let sources: SourceList;
let shown: ShownVehicle;
beforeEach(() => {
  hub = new Hub();
  sources = new SourceList({ hub, log: createLog('error', () => undefined), showDamaged: false });
  shown = new ShownVehicle(hub, sources);
});
afterEach(() => sources.close());

/** Nothing listens at these ports. */
const vehicle = (host: string): PiVehicle => ({ host, videoPort: 1, telemetryPort: 2 });
const names = () => hub.list().map(({ info }) => info.name);

it('takes the place of the vehicle before it, and of no other stream', () => {
  sources.add('pi://camera?lazy=1');
  shown.add(vehicle('127.0.0.1'));
  shown.show(vehicle('127.0.0.2'));
  expect(names()).toEqual(['camera', '127.0.0.2']);
  shown.clear();
  expect(names()).toEqual(['camera']);
});

it('is kept where the same vehicle is shown again', () => {
  const first = shown.show(vehicle('127.0.0.1'));
  expect(shown.show(vehicle('127.0.0.1'))).toEqual(first);
  expect(names()).toEqual(['127.0.0.1']);
});

it('is not the one that a person saved, nor one that was removed meanwhile', () => {
  const url = 'pi://127.0.0.1:1?telemetry=2';
  const saved = sources.add(url, { isSaved: true });
  shown.show(vehicle('127.0.0.1'));
  shown.clear();
  expect(names()).toEqual(['127.0.0.1']);
  if (saved.ok) sources.remove(saved.value.info.id);
  const own = shown.show(vehicle('127.0.0.1'));
  if (own.ok) sources.remove(own.value.info.id);
  sources.add(url, { isSaved: true });
  shown.show(vehicle('127.0.0.2'));
  expect(names()).toEqual(['127.0.0.1', '127.0.0.2']);
});
