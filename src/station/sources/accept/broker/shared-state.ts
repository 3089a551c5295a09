import type { SharedLinks, SharedState } from '#contracts/broker';
import { LINK_ROLES, type LinkState, type StreamLinks } from '#contracts/link';

/** A stream's links as other stations are told them. @param nowUs this station's clock */
export function sharedLinks(links: StreamLinks, nowUs: number): SharedLinks {
  return Object.fromEntries(
    LINK_ROLES.flatMap((role) => {
      const state = links[role];
      return state ? [[role, toShared(state, nowUs)]] : [];
    }),
  );
}

function toShared(state: LinkState, nowUs: number): SharedState {
  switch (state.state) {
    case 'open': {
      const { sinceUs, lastDataUs } = state;
      const dataAge = lastDataUs === undefined ? {} : { dataAgeUs: nowUs - lastDataUs };
      return { state: 'open', ageUs: nowUs - sinceUs, ...dataAge };
    }
    case 'failed':
      return { state: 'failed', failure: state.failure, retryInUs: state.retryAtUs - nowUs };
    default:
      return state;
  }
}

/** Another station's link as this one shows it. What the pictures lack, this station finds out by itself. */
export function fromShared(state: SharedState, nowUs: number): LinkState {
  switch (state.state) {
    case 'open': {
      const { ageUs, dataAgeUs } = state;
      const lastData = dataAgeUs === undefined ? {} : { lastDataUs: nowUs - dataAgeUs };
      return { state: 'open', sinceUs: nowUs - ageUs, ...lastData };
    }
    case 'failed':
      return { state: 'failed', failure: state.failure, retryAtUs: nowUs + state.retryInUs };
    case 'connecting':
      return { state: 'connecting', ...(state.failure && { failure: state.failure }) };
    case 'stopped':
      return state;
  }
}

/** Whether two say the same, whatever their ages. */
export function sameState(a: SharedState | undefined, b: SharedState | undefined): boolean {
  const words = (state: SharedState) => {
    const failure = 'failure' in state ? state.failure : undefined;
    return [state.state, failure?.cause, failure?.detail, 'dataAgeUs' in state].join('\n');
  };
  return a === undefined || b === undefined ? a === b : words(a) === words(b);
}
