// With every call into a room Vitest's runner asks Vite anew, in another process, which file the Worker's module is, and that
// takes longer than the call. Here it asks once in each file of tests.
interface ModuleRunner {
  import(id: string): Promise<unknown>;
}

const { __vitest_mocker__ } = globalThis as unknown as { __vitest_mocker__: { moduleRunner: ModuleRunner } };
const { moduleRunner } = __vitest_mocker__;
const { import: load } = Object.getPrototypeOf(moduleRunner) as ModuleRunner;
const loaded = new Map<string, Promise<unknown>>();

moduleRunner.import = (id) => {
  const module = loaded.get(id) ?? load.call(moduleRunner, id);
  loaded.set(id, module);
  return module;
};
