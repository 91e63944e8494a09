import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { list, pattern, record, refuseField, text, word, type Reader } from '../serialisation/reader.js';
import { readRule } from './catalogue.js';
import { all, any, cited, definedRule, none, when, type Expression, type PackRule } from './expression.js';
import type { ComplianceEvent } from './facts.js';
import { concerns, type Rule } from './rule-kind.js';

const COMBINATIONS = { all, any, none } as const;
const size = { min: 1, max: LIMITS.expressionSizeMax };

/** How each form is read: by what it is made of, then by the constructor itself, which checks the rest. */
const FORMS: Readonly<Record<string, (inner: Reader<Expression>) => Reader<Expression>>> = {
  all: (inner) => combination('all', inner),
  any: (inner) => combination('any', inner),
  none: (inner) => combination('none', inner),
  when: (inner) => {
    const form = record({ is: word('when'), condition: inner, rule: inner });
    return (value, path) => {
      const { condition, rule } = form(value, path);
      return when(condition, rule);
    };
  },
  cited: (inner) => {
    const form = record({ is: word('cited'), source: text(LIMITS.sourceCharactersMax), rule: inner });
    return (value, path) => {
      const { source, rule } = form(value, path);
      return cited(source, rule);
    };
  },
};

function combination(is: keyof typeof COMBINATIONS, inner: Reader<Expression>): Reader<Expression> {
  const form = record({ is: word(is), rules: list(inner, size) });
  return (value, path) => COMBINATIONS[is](...form(value, path).rules);
}

const anyText = pattern(/^/, 'a text');

const kindNameOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'is' in value ? value.is : undefined;

const form = record({ is: anyText, with: (value: unknown): Rule['with'] => value as Rule['with'] });

/** What an expression may be made of. */
interface Allowed {
  /** The event for which it is asked: a rule that says nothing of it is refused, because it would do nothing. */
  readonly event?: ComplianceEvent;
  /** How what a pack says is read; absent: no pack may be named. */
  readonly pack?: Reader<PackRule>;
  /** Whether what another definition says for the event may stand for it. */
  readonly definitions?: boolean;
}

const ruleFor =
  (event: ComplianceEvent | undefined): Reader<Rule> =>
  (value, path) => {
    const read = form(value, path);
    const { events, side } = readRule(read, path);
    if (event !== undefined && !concerns(events, side, event)) {
      refuseField(path, `a rule that says something of who is to ${event}`, 'RULE_MISPLACED');
    }
    return read;
  };

const at =
  (depth: number, allowed: Allowed): Reader<Expression> =>
  (value, path) => {
    const depthMax = LIMITS.expressionDepthMax;
    if (depth > depthMax) throw new DomainError('LIMIT_EXCEEDED', { path, depthMax });
    const name = kindNameOf(value);
    const form = typeof name === 'string' && Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (name === 'pack' && allowed.pack !== undefined) return allowed.pack(value, path);
    if (name === 'defined' && allowed.definitions === true) return definedRule(value, path);
    return form === undefined ? ruleFor(allowed.event)(value, path) : form(at(depth + 1, allowed))(value, path);
  };

/**
 * Reader of an expression in its canonical form. Errors: RULE_UNKNOWN, RULE_MISPLACED, FIELD_INVALID, LIMIT_EXCEEDED and
 * those of parameters.
 */
export const expressionReader = (allowed: Allowed = {}): Reader<Expression> => at(1, allowed);
