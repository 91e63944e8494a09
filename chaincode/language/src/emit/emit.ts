import { compliance, definitions, type VoteTree } from '@scrip/model';
import { call, literal, printCode, record, type Code } from './code.js';

/** What a program calls of the model. */
class Imports {
  readonly #names = new Set(['definitions']);
  readonly #tables = new Map<string, Set<string>>();

  /** Notes that a function of the model is called. @returns its name in the program */
  use(name: string): string {
    this.#names.add(name);
    return name;
  }

  /** Notes that a function of a table is called: `compliance.RULES`. @returns its name in the program */
  useOf(table: string, name: string): string {
    this.#tables.set(table, (this.#tables.get(table) ?? new Set()).add(name));
    this.use(table.split('.')[0] ?? '');
    return name;
  }

  get lines(): readonly string[] {
    const tables = [...this.#tables].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      `import { ${[...this.#names].sort().join(', ')} } from '@scrip/model';`,
      '',
      ...tables.map(([table, names]) => `const { ${[...names].sort().join(', ')} } = ${table};`),
      ...(tables.length === 0 ? [] : ['']),
    ];
  }
}

const TABLES: Readonly<Record<definitions.DefinitionPart, string>> = {
  instrument: 'definitions.INSTRUMENTS',
  term: 'definitions.TERMS',
  rule: 'compliance.RULES',
  pack: 'compliance.packs.PACKS',
};

/**
 * The program that a definition is: a module of strict TypeScript that calls the constructors of the model and nothing
 * else. What it exports is the definition itself, and its hash is the same.
 */
export function emit(of: definitions.Definition): string {
  const imports = new Imports();
  const form = JSON.parse(definitions.canonicalForm(of)) as Readonly<Record<string, unknown>>;
  const fields = Object.entries(form)
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([name, value]) => [name, fieldOf(name, value, imports)] as const);
  const defined = printCode(
    call('definitions.definition', [record(fields), "''"]),
    '',
    'export const definition = '.length,
  );
  return [
    ...imports.lines,
    `/** SHA-256 of the canonical form of ${definitions.pinnedNameOf(of)}. */`,
    `export const HASH = '${definitions.definitionHash(of)}';`,
    '',
    `export const definition = ${defined};`,
    '',
  ].join('\n');
}

/** What names a definition stands first, what it asks last. */
const FIRST: readonly string[] = ['kind', 'name', 'version', 'title', 'uses'];
const LAST: readonly string[] = ['instrument', 'terms', 'titleTo', 'protocol', 'rules'];
const placeOf = (name: string): number =>
  FIRST.includes(name) ? FIRST.indexOf(name) - FIRST.length : LAST.indexOf(name) + 1;

function fieldOf(name: string, value: unknown, imports: Imports): Code {
  switch (name) {
    case 'instrument':
      return constructed(value as Constructed, imports);
    case 'terms':
      return {
        open: '[',
        parts: (value as readonly Constructed[]).map((each) => constructed(each, imports)),
        close: ']',
      };
    case 'rules':
      return record(
        Object.entries(value as Readonly<Record<string, compliance.Expression>>).map(([event, rule]) => [
          event,
          expressionCode(rule, imports),
        ]),
      );
    case 'protocol':
      return protocolCode(value as Readonly<Record<string, unknown>>, imports);
    default:
      return literal(value);
  }
}

interface Constructed {
  readonly is: string;
  readonly with: unknown;
}

/** The call of a constructor, by the table in which it is found. */
function constructed({ is, with: parameters }: Constructed, imports: Imports): Code {
  const found = definitions.CONSTRUCTORS.get(is);
  if (found === undefined) throw new Error(`no constructor ${is}`);
  return call(imports.useOf(TABLES[found.part], found.name), [literal(parameters)]);
}

function expressionCode(expression: compliance.Expression, imports: Imports): Code {
  const use = (name: string): string => imports.useOf('compliance', name);
  if (compliance.isDefinedRule(expression)) return call(use('defined'), [literal(expression.with.definition)]);
  if ('pack' in expression) return call(use('fromPack'), [literal(expression.pack)]);
  if ('rules' in expression) {
    return call(
      use(expression.is),
      expression.rules.map((each) => expressionCode(each, imports)),
    );
  }
  if ('condition' in expression) {
    return call(use('when'), [expressionCode(expression.condition, imports), expressionCode(expression.rule, imports)]);
  }
  if ('source' in expression)
    return call(use('cited'), [literal(expression.source), expressionCode(expression.rule, imports)]);
  return constructed(expression, imports);
}

function protocolCode(protocol: Readonly<Record<string, unknown>>, imports: Imports): Code {
  return record(
    Object.entries(protocol).map(([name, value]) => [
      name,
      name === 'passesWhen' ? votesCode(value as VoteTree, imports) : literal(value),
    ]),
  );
}

function votesCode(tree: VoteTree, imports: Imports): Code {
  if (tree.is === 'vote') return call(imports.use('votesFrom'), [literal(tree.from)]);
  const of = tree.of.map((each) => votesCode(each, imports));
  return call(imports.use('atLeast'), [literal(tree.votes), ...of]);
}
