/** Whether a method changes nothing, so that a browser's own rules keep other sites from its answer. */
export function isRead(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}
