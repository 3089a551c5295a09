import { english } from '#core/texts/english';
// not shown in this file: HTML, whose texts are the catalogue's
/** The page of somebody who has no token. It says nothing of this station. */
export const TOKEN_NEEDED_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${english('token.title')}</title>
<h1>${english('token.title')}</h1>
<p>${english('token.open')}
<p>${english('token.new', { command: '<code>groundglass token new</code>' })}
</html>
`;

/**
 * The page that takes the token out of the address bar. A redirect by status would not do: after a link from another
 * site, browsers leave a `SameSite=Strict` cookie out of all that the status leads to, but not of what our page leads to.
 *
 * @param target path and query without the token
 */
export function onwardPage(target: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=${escapeAttribute(target)}">
<title>Groundglass</title>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
