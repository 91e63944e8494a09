import { isErrorCode, type ErrorCode } from '@scrip/model';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Why a rule is not met: reasons for which it fails, and for which it is not known. */
export interface Reasons {
  readonly failed: readonly ErrorCode[];
  readonly unknown: readonly ErrorCode[];
}

/** A field of a record of the model, as its source declares it. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

const MODEL = fileURLToPath(new URL('../../../model/src/', import.meta.url));
const ENTRY = `${MODEL}definition/constructors.ts`;

/** The source of the model: what its constructors say in their doc comments, and what their judgements can end with. */
export class ModelSource {
  readonly #checker: ts.TypeChecker;
  readonly #kinds = new Map<string, ts.CallExpression>();
  readonly #interfaces = new Map<string, ts.InterfaceDeclaration>();

  constructor() {
    const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, types: [] };
    const program = ts.createProgram([ENTRY], options);
    this.#checker = program.getTypeChecker();
    for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) this.#index(file);
  }

  /** What a constructor says, by the name under which a program calls it. @throws Error where it says nothing */
  docOf(name: string): string {
    const { parent } = this.#kindOf(name);
    const documented = ts.isVariableDeclaration(parent) ? parent.parent.parent : parent;
    const doc = ts.getJSDocCommentsAndTags(documented).find(ts.isJSDoc);
    if (doc === undefined) throw new Error(`${name} says nothing about itself`);
    return plainText(ts.getTextOfJSDocComment(doc.comment) ?? '');
  }

  /** What the parameters of a constructor mean, where their names do not say it. */
  parameterDocsOf(name: string): ReadonlyMap<string, string> {
    const [record] = this.#kindOf(name).arguments.filter((each) => ts.isObjectLiteralExpression(each));
    const shape = record && this.#checker.getTypeAtLocation(record).getProperty('parameters');
    const parameters = shape && this.#checker.getTypeOfSymbol(shape).getProperties();
    return new Map((parameters ?? []).map((each) => [each.name, this.#docOfSymbol(each)]));
  }

  /** The file of a constructor, without its folder and ending. */
  fileOf(name: string): string {
    return (this.#kindOf(name).getSourceFile().fileName.split('/').at(-1) ?? '').replace(/\.ts$/, '');
  }

  /** The reasons that are named where a rule is judged, or in what is called there. */
  reasonsOf(name: string): Reasons {
    const found = { failed: new Set<ErrorCode>(), unknown: new Set<ErrorCode>() };
    const judge = propertyOf(this.#kindOf(name), 'judge');
    if (judge !== undefined) this.#gather(judge, found.failed, found.unknown, new Set());
    const unknown = [...found.unknown];
    return { failed: [...found.failed].filter((each) => !found.unknown.has(each)), unknown };
  }

  /** The fields of an interface with their doc comments. */
  membersOf(name: string): readonly Member[] {
    const members = this.#interfaces.get(name)?.members.filter((each) => ts.isPropertySignature(each)) ?? [];
    return members.map((member) => {
      const [type, symbol] = [member.type?.getText() ?? '', this.#checker.getSymbolAtLocation(member.name)];
      const optional = member.questionToken === undefined ? '' : '?';
      const doc = symbol === undefined ? '' : this.#docOfSymbol(symbol);
      return { name: member.name.getText() + optional, type: type.replaceAll(/readonly |\s+/g, ' ').trim(), doc };
    });
  }

  #kindOf(name: string): ts.CallExpression {
    const kind = this.#kinds.get(name);
    if (kind === undefined) throw new Error(`no constructor ${name}`);
    return kind;
  }

  #docOfSymbol(symbol: ts.Symbol): string {
    return plainText(ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)));
  }

  #index(node: ts.Node): void {
    if (ts.isInterfaceDeclaration(node)) this.#interfaces.set(node.name.text, node);
    const isNamed = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
    const call = isNamed ? node.initializer : undefined;
    if (isNamed && ts.isIdentifier(node.name) && call !== undefined && isKind(call)) {
      this.#kinds.set(node.name.text, call);
    }
    ts.forEachChild(node, (child) => this.#index(child));
  }

  /** @param into - to which the codes belong that stand here: within `unknownFor(…)` they are those of what is not known */
  #gather(node: ts.Node, into: Set<ErrorCode>, unknown: Set<ErrorCode>, seen: Set<ts.Node>): void {
    if (ts.isStringLiteral(node) && isErrorCode(node.text)) into.add(node.text);
    if (ts.isCallExpression(node) && node.expression.getText() === 'unknownFor') {
      for (const each of node.arguments) this.#gather(each, unknown, unknown, new Set());
      return;
    }
    if (ts.isIdentifier(node)) this.#follow(node, into, unknown, seen);
    ts.forEachChild(node, (child) => this.#gather(child, into, unknown, seen));
  }

  /** Goes on in what a name stands for, as far as it judges rules or claims. */
  #follow(node: ts.Identifier, into: Set<ErrorCode>, unknown: Set<ErrorCode>, seen: Set<ts.Node>): void {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    const symbol = isMember ? undefined : this.#checker.getSymbolAtLocation(node);
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const [declaration] = (isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol)?.declarations ?? [];
    if (declaration === undefined || seen.has(declaration) || !judges(declaration)) return;
    seen.add(declaration);
    this.#gather(declaration, into, unknown, seen);
  }
}

const isKind = (node: ts.Expression): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /[a-z]Kind$/.test(node.expression.text);

const judges = (node: ts.Node): boolean => {
  const folder = dirname(node.getSourceFile().fileName).replaceAll(sep, '/');
  const isCode = ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node);
  return isCode && /\/(?:compliance\/rules|claim)$/.test(folder);
};

/** A property of the record that a constructor is made of. */
function propertyOf(call: ts.CallExpression, name: string): ts.Expression | undefined {
  const [record] = call.arguments;
  if (record === undefined || !ts.isObjectLiteralExpression(record)) return undefined;
  const property = record.properties.find((each) => each.name?.getText() === name);
  if (property === undefined) return undefined;
  return ts.isPropertyAssignment(property) ? property.initializer : (property.name as ts.Expression);
}

/** A comment as one paragraph after the other: lines are broken where the page breaks them. */
const plainText = (comment: string): string =>
  comment
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .join('\n\n');
