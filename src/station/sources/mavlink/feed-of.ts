import type { Endpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../hub/stream';
import { detailOf } from '../failure';
import type { MakeContext } from '../source';
import type { LinkEnd } from '../supervisor';
import { VehicleFeed } from './vehicle-feed';

/** The feed of a source by the parameters that every way of MAVLink has. @param listensOn where it is sent to, if it is */
export function feedOf(
  { parameters }: SourceUrl,
  stream: Stream,
  { mavlink, vehicles, log }: MakeContext,
  listensOn?: Endpoint,
): VehicleFeed {
  const { system, silent } = parameters;
  return new VehicleFeed(stream, {
    log,
    listensOn,
    forward: mavlink?.forward,
    keyFile: mavlink?.keyFile,
    silent: mavlink?.silent === true || silent === '1',
    system: system ? Number(system) : undefined,
    vehicles,
  });
}

/** The end of a link whose key is not there. */
export function keyFailure(error: unknown): LinkEnd {
  return { cause: 'unauthorised', detail: detailOf(error instanceof Error ? error.message : String(error)) };
}
