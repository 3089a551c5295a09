/** Text from outside as one line, with no control character in it: what a terminal would obey, nobody else may write. */
export function oneLine(text: string): string {
  return text.replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ').replace(/\p{Cc}/gu, '');
}
