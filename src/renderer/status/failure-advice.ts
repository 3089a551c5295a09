import type { LinkFailure } from '#contracts/link';
import type { Advice } from './status';

/** What a failed link is called, and what to try. */
export type FailureAdvice = Pick<Advice, 'message' | 'tip'>;

/**
 * Says why a socket of the vehicle is not connected.
 *
 * @param where the host's address and port, as people write it
 * @param what `video` or `telemetry`
 */
export function failureAdvice(failure: LinkFailure, where: string, what: 'video' | 'telemetry'): FailureAdvice {
  const service = what === 'video' ? 'camera' : 'telemetry';
  switch (failure.cause) {
    case 'refused':
      return {
        message: `${where} refuses the connection.`,
        tip: `The vehicle is there, but its ${service} program is not listening. Start the host program, or check the port.`,
      };
    case 'unreachable':
      return {
        message: `${where} cannot be reached.`,
        tip: 'Check that this computer and the vehicle are on the same network.',
      };
    case 'not-found':
      return {
        message: `The name of ${where} is not known.`,
        tip: 'Check the spelling, or give the IP address.',
      };
    case 'timed-out':
      return {
        message: `${where} does not answer.`,
        tip: 'Check that the vehicle is switched on and in range, and that no firewall is between.',
      };
    case 'closed':
      return failure.everData
        ? { message: `${where} ended the connection.`, tip: `The host stopped its ${service}, or the link broke.` }
        : {
            message: `${where} closed the connection before it sent anything.`,
            tip:
              what === 'video'
                ? 'The host serves one viewer: somebody else may be watching, or the camera is in use.'
                : 'The host program may be restarting; else check that the telemetry port is right.',
          };
    case 'silent':
      return {
        message: `${where} fell silent.`,
        tip: `The connection stood, but nothing came. The ${service} may hang: restart the host program.`,
      };
    case 'protocol':
      return {
        message: `${where} answers, but not as a vehicle does.`,
        tip: 'Check the port: another service seems to be listening there.',
      };
    case 'error':
      return { message: `${where}: ${failure.detail}.`, tip: 'Check the address and the network.' };
  }
}
