// As much of it as the bench uses: its own declarations are there only once the peers are installed.
declare module "lighthouse" {
  export interface Report {
    categories: Record<string, { score: number | null }>;
    /** How fast this machine is, by a measure of Lighthouse's own. */
    environment: { benchmarkIndex: number };
    audits: Record<string, { score: number | null; title: string; numericValue?: number }>;
  }
  export default function lighthouse(
    url: string,
    flags: Record<string, unknown>,
    config?: object,
  ): Promise<{ lhr: Report } | undefined>;
  export const desktopConfig: object;
}
