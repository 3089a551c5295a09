/** Between two attempts, in ms. */
const AGAIN_MS = 1000;

/**
 * Asks again for a stylesheet that did not come, until it does: without it nothing stands where it should, and the page's
 * scripts would not know. Browsers lose one of many requests at once now and then where a certificate was accepted by hand
 * (Chromium, issue 488043: ERR_TOO_MANY_RETRIES).
 */
export function loadStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    // The page's scripts run when its stylesheets have come or failed.
    if (!hasRules(link)) later(link);
  }
}

/** Of one that failed Chromium has an empty sheet, which it may not be asked about. */
function hasRules({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}

function later(failed: HTMLLinkElement): void {
  const again = failed.cloneNode() as HTMLLinkElement;
  again.addEventListener('error', () => later(again), { once: true });
  setTimeout(() => failed.replaceWith(again), AGAIN_MS);
}
