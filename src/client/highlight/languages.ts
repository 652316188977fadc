/** The languages that code can be shown in, by what people call them. What is not here is shown without colours. */
const NAMES = {
  bash: "bash sh shell zsh console",
  c: "c h",
  cpp: "cpp c++ cc cxx hpp",
  csharp: "csharp c# cs",
  css: "css",
  diff: "diff patch",
  go: "go golang",
  java: "java",
  javascript: "javascript js jsx mjs cjs node",
  json: "json jsonc json5",
  markdown: "markdown md",
  php: "php",
  python: "python py python3",
  ruby: "ruby rb",
  rust: "rust rs",
  sql: "sql",
  typescript: "typescript ts tsx mts cts",
  xml: "xml html xhtml svg",
  yaml: "yaml yml",
};

export type Language = keyof typeof NAMES;

/** @returns null if there are no colours for what is called so */
export function languageOf(name: string): Language | null {
  const wanted = name.toLowerCase();
  for (const [language, names] of Object.entries(NAMES)) {
    if (names.split(" ").includes(wanted)) return language as Language;
  }
  return null;
}
