/** Where a Chrome, Chromium or Edge may be installed, best first: absolute paths. */
export function browserPlaces(platform: string, env: Record<string, string | undefined>): string[];
