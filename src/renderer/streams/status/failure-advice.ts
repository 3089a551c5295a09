import type { LinkFailure, LinkRole } from '#contracts/link';
import { type Advice, text } from '#core/texts/text';

/**
 * Says why a socket of the vehicle is not connected, and what to try.
 *
 * @param where the host's address and port, as people write it
 */
export function failureAdvice({ cause, everData, detail }: LinkFailure, where: string, what: LinkRole): Advice {
  switch (cause) {
    case 'refused':
      return { message: text('link.refused', { where }), tip: text('link.refused.tip', { what }) };
    case 'unreachable':
      return { message: text('link.unreachable', { where }), tip: text('link.unreachable.tip') };
    case 'not-found':
      return { message: text('link.notFound', { where }), tip: text('link.notFound.tip') };
    case 'timed-out':
      return { message: text('link.timedOut', { where }), tip: text('link.timedOut.tip') };
    case 'closed':
      return everData
        ? { message: text('link.ended', { where }), tip: text('link.ended.tip', { what }) }
        : { message: text('link.closed', { where }), tip: text(`link.closed.tip.${what}`) };
    case 'silent':
      return { message: text('link.silent', { where }), tip: text('link.silent.tip', { what }) };
    case 'unauthorised':
      return { message: text('link.unauthorised', { where }), tip: text('link.unauthorised.tip') };
    case 'protocol':
      return { message: text('link.protocol', { where }), tip: text('link.protocol.tip') };
    case 'absent':
      return { message: text('link.absent', { where }), tip: text('link.absent.tip') };
    case 'no-permission':
      return { message: text('link.noPermission', { where }), tip: text('link.noPermission.tip') };
    case 'busy':
      return { message: text('link.busy', { where }), tip: text('link.busy.tip') };
    case 'wrong-speed':
      return { message: text('link.wrongSpeed', { where }), tip: text('link.wrongSpeed.tip') };
    case 'unsupported':
      return { message: text('link.unsupported', { where }), tip: text('link.unsupported.tip') };
    case 'error':
      return { message: text('link.error', { where, detail }), tip: text('link.error.tip') };
  }
}
