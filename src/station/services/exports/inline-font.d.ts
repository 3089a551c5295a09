/** Vite makes a `data:` URL of the file, so that the built program has it within. */
declare module '*.woff?inline' {
  const url: string;
  export default url;
}
