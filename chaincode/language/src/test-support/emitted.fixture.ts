import type { definitions } from '@scrip/model';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { emit } from '../emit/emit.js';

/** Within the workspace, so that a program finds the model. */
const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** What an emitted program exports. */
export interface EmittedProgram {
  readonly HASH: string;
  readonly definition: definitions.Definition;
}

/** Programs of definitions, compiled as strictly as a project can, in a folder that is there until they are removed. */
export class EmittedPrograms {
  readonly #folder = mkdtempSync(join(workspace, 'dist', 'emitted-'));

  /** Writes and compiles. @returns what the compiler complains of */
  compile(all: readonly definitions.Definition[]): readonly string[] {
    const files = all.map((each) => join(this.#folder, `${each.name}.mts`));
    all.forEach((each, index) => {
      writeFileSync(files[index] ?? '', emit(each));
    });
    return complaintsOf(files, this.#folder);
  }

  /** Runs the program of a definition that was compiled. */
  async run({ name }: definitions.Definition): Promise<EmittedProgram> {
    return (await import(pathToFileURL(join(this.#folder, `${name}.mjs`)).href)) as EmittedProgram;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function complaintsOf(files: readonly string[], outDir: string): readonly string[] {
  const program = ts.createProgram([...files], {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: [],
    outDir,
  });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}
