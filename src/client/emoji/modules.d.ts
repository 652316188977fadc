/** Texts that the build makes of Unicode's data: `emoji:list`, and `emoji:en` or another language for the names. */
declare module "emoji:*" {
  const text: string;
  export default text;
}
