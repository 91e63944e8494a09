import { businessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin } from '../identifiers/isin.js';
import { officeName, partyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { money } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { count, list, record, word, type Reader } from '../serialisation/reader.js';
import { MANDATED_FUNCTIONS } from './act.js';
import {
  above,
  agent,
  allOf,
  anyOf,
  forActs,
  forSecurities,
  holderOf,
  jointly,
  until,
  upTo,
  type ActBound,
  type MandateRule,
  type Signatory,
} from './rule.js';

const inUnits = record({ units });

const bound: Reader<ActBound> = (value, path) =>
  typeof value === 'object' && value !== null && 'units' in value ? inUnits(value, path) : money(value, path);

const isOf = <const K extends string>(kind: K): { readonly is: Reader<K> } => ({ is: word(kind) });
const size = { min: 1, max: LIMITS.mandateRuleWidthMax };
const agentForm = record({ ...isOf('agent'), party: partyId });
const officeForm = record({ ...isOf('holderOf'), office: officeName });

const signatory: Reader<Signatory> = (value, path) =>
  kindOf(value) === 'holderOf' ? holderOf(officeForm(value, path).office) : agent(agentForm(value, path).party);

const jointForm = record({
  ...isOf('jointly'),
  count: count({ min: 2, max: LIMITS.signaturesPerStatementMax }),
  signatories: list(signatory, size),
});

/** How each constructor is read: by what it is made of, then by the constructor itself, which checks the rest. */
const READERS: {
  readonly [K in MandateRule['is']]: (within: Reader<MandateRule>) => Reader<MandateRule>;
} = {
  agent: () => signatory,
  holderOf: () => signatory,
  jointly: () => (value, path) => {
    const form = jointForm(value, path);
    return jointly(form.count, ...form.signatories);
  },
  anyOf: (within) => {
    const form = record({ ...isOf('anyOf'), rules: list(within, size) });
    return (value, path) => anyOf(...form(value, path).rules);
  },
  allOf: (within) => {
    const form = record({ ...isOf('allOf'), rules: list(within, size) });
    return (value, path) => allOf(...form(value, path).rules);
  },
  upTo: (rule) => {
    const form = record({ ...isOf('upTo'), bound, rule });
    return (value, path) => applied(form(value, path), (read) => upTo(read.bound, read.rule));
  },
  above: (rule) => {
    const form = record({ ...isOf('above'), bound, rule });
    return (value, path) => applied(form(value, path), (read) => above(read.bound, read.rule));
  },
  forActs: (rule) => {
    const form = record({ ...isOf('forActs'), functions: list(word(...MANDATED_FUNCTIONS), size), rule });
    return (value, path) => applied(form(value, path), (read) => forActs(read.functions, read.rule));
  },
  forSecurities: (rule) => {
    const form = record({ ...isOf('forSecurities'), securities: list(isin, size), rule });
    return (value, path) => applied(form(value, path), (read) => forSecurities(read.securities, read.rule));
  },
  until: (rule) => {
    const form = record({ ...isOf('until'), date: businessDate, rule });
    return (value, path) => applied(form(value, path), (read) => until(read.date, read.rule));
  },
};

const applied = <F>(form: F, construct: (form: F) => MandateRule): MandateRule => construct(form);

const KINDS = Object.keys(READERS) as readonly MandateRule['is'][];

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'is' in value ? value.is : undefined;

const ruleAt =
  (depth: number): Reader<MandateRule> =>
  (value, path) => {
    if (depth > LIMITS.mandateRuleDepthMax) {
      throw new DomainError('LIMIT_EXCEEDED', { path, depthMax: LIMITS.mandateRuleDepthMax });
    }
    const kind = word(...KINDS)(kindOf(value), `${path}/is`);
    return READERS[kind](ruleAt(depth + 1))(value, path);
  };

/** Reader of a rule in its canonical form. Errors: FIELD_INVALID, DUPLICATE_IN_BATCH, LIMIT_EXCEEDED. */
export const mandateRule: Reader<MandateRule> = ruleAt(1);
