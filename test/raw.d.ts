/** A file as text: tests in the runtime have no file system. */
declare module "*?raw" {
  const text: string;
  export default text;
}
