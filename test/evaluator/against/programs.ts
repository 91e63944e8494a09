import { emit } from '@scrip/language';
import type { definitions } from '@scrip/model';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/** Within the workspace, so that a program finds the model. */
const within = fileURLToPath(new URL('../..', import.meta.url));

/** Programs that were emitted of definitions, and run. They are in a folder that is there until they are removed. */
export class Programs {
  readonly #folder = mkdtempSync(join(within, 'emitted-'));
  #count = 0;

  /** The definition that the program of a definition makes. */
  async run(of: definitions.Definition): Promise<definitions.Definition> {
    const file = join(this.#folder, `${(this.#count += 1)}.mjs`);
    const { outputText } = ts.transpileModule(emit(of), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(file, outputText);
    const { definition } = (await import(pathToFileURL(file).href)) as { readonly definition: definitions.Definition };
    return definition;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
