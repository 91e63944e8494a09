import { common, type msp } from '@hyperledger/fabric-protos';
import { principalFromText } from './roles.js';
import { PolicySyntaxError } from './syntax-error.js';
import { type Token, tokenize } from './tokens.js';

/** Gates in the spellings that Fabric accepts; `and` and `or` are operators of its expression language, not gates. */
const GATES: ReadonlyMap<string, 'and' | 'or' | 'outOf'> = new Map([
  ['AND', 'and'],
  ['And', 'and'],
  ['OR', 'or'],
  ['Or', 'or'],
  ['OUTOF', 'outOf'],
  ['OutOf', 'outOf'],
  ['outof', 'outOf'],
]);

/** Deepest nesting of gates that is parsed: a bound on recursion, far above any policy in use. */
const MAX_DEPTH = 32;

/**
 * Parses `AND(…)`, `OR(…)` and `OutOf(n, …)` over `'Org.role'` into the envelope that Fabric's own parser makes of the
 * same text, byte for byte (common/policydsl FromString). That includes its numbering of principals: nested gates
 * first, repeated principals listed again.
 *
 * @throws {PolicySyntaxError} with the offset of what is wrong
 */
export function parsePolicy(text: string): common.SignaturePolicyEnvelope {
  const parser = new Parser(text);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(parser.policy());
  envelope.setIdentitiesList(parser.principals);
  return envelope;
}

class Parser {
  readonly principals: msp.MSPPrincipal[] = [];
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(private readonly text: string) {
    this.tokens = tokenize(text);
  }

  policy(): common.SignaturePolicy {
    const rule = this.gate(0);
    this.expect('end', '');
    return rule;
  }

  private gate(depth: number): common.SignaturePolicy {
    const name = this.take();
    const kind = name.kind === 'word' ? GATES.get(name.value) : undefined;
    if (kind === undefined) {
      throw this.error(
        name.kind === 'end' ? 'missing AND, OR or OutOf' : `unknown gate ${JSON.stringify(name.value)}`,
        name,
      );
    }
    if (depth >= MAX_DEPTH) {
      throw this.error(`more than ${MAX_DEPTH} nested gates`, name);
    }
    this.expect('mark', '(');
    const threshold = kind === 'outOf' ? this.threshold() : undefined;
    const operands = this.operands(depth);
    if (threshold !== undefined && threshold.value > operands.length + 1) {
      throw this.error(`invalid t-out-of-n predicate, t ${threshold.value}, n ${operands.length}`, threshold.token);
    }
    return this.outOf(threshold?.value ?? (kind === 'and' ? operands.length : 1), operands);
  }

  private threshold(): { readonly value: number; readonly token: Token } {
    const token = this.take();
    if (!(token.kind === 'number' || token.kind === 'text') || !/^[0-9]{1,9}$/.test(token.value)) {
      throw this.error('the first argument of OutOf must be a number', token);
    }
    this.expect('mark', ',');
    return { value: Number(token.value), token };
  }

  private operands(depth: number): (common.SignaturePolicy | msp.MSPPrincipal)[] {
    const operands: (common.SignaturePolicy | msp.MSPPrincipal)[] = [];
    for (;;) {
      operands.push(this.peek().kind === 'text' ? this.principal() : this.gate(depth + 1));
      const mark = this.take();
      const closed = mark.kind === 'mark' && mark.value === ')';
      if (!closed && (mark.kind !== 'mark' || mark.value !== ',')) {
        throw this.error("expected ',' or ')'", mark);
      }
      if (closed || this.takeClosing()) {
        return operands;
      }
    }
  }

  /** Fabric's expression language allows a comma before the closing parenthesis. */
  private takeClosing(): boolean {
    const token = this.peek();
    const closing = token.kind === 'mark' && token.value === ')';
    this.next += closing ? 1 : 0;
    return closing;
  }

  private principal(): msp.MSPPrincipal {
    const token = this.take();
    const principal = principalFromText(token.value);
    if (principal === undefined) {
      throw this.error(`error parsing principal ${token.value}`, token);
    }
    return principal;
  }

  /** Numbers the principals of a gate after those of the gates inside it, as Fabric's inside-out evaluation does. */
  private outOf(n: number, operands: (common.SignaturePolicy | msp.MSPPrincipal)[]): common.SignaturePolicy {
    const body = new common.SignaturePolicy.NOutOf();
    body.setN(n);
    body.setRulesList(
      operands.map((operand) => {
        if (operand instanceof common.SignaturePolicy) {
          return operand;
        }
        const rule = new common.SignaturePolicy();
        rule.setSignedBy(this.principals.push(operand) - 1);
        return rule;
      }),
    );
    const rule = new common.SignaturePolicy();
    rule.setNOutOf(body);
    return rule;
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: 'end', value: '', position: this.text.length };
  }

  private take(): Token {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  private expect(kind: Token['kind'], value: string): void {
    const token = this.take();
    if (token.kind !== kind || token.value !== value) {
      throw this.error(kind === 'end' ? 'unexpected text after the policy' : `expected '${value}'`, token);
    }
  }

  private error(reason: string, token: Token): PolicySyntaxError {
    return new PolicySyntaxError(reason, token.position, this.text);
  }
}
