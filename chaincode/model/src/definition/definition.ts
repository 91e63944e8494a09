import { expressionReader } from '../compliance/expression-reader.js';
import { packRuleFor } from '../compliance/packs/from-pack.js';
import { ruleSetOf } from '../compliance/rule-set.js';
import { DomainError } from '../errors/domain-error.js';
import { cfi } from '../identifiers/cfi.js';
import { currency } from '../identifiers/currency.js';
import { dti } from '../identifiers/dti.js';
import { fisn } from '../identifiers/fisn.js';
import { isin } from '../identifiers/isin.js';
import { lei, type Lei } from '../identifiers/lei.js';
import { sha256Text, type Sha256 } from '../identifiers/names.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { registerNumber, type RegisterNumber } from '../identifiers/register-number.js';
import { penaltyRates } from '../joint/penalty-rates.js';
import { LIMITS } from '../limits.js';
import { money } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { requireConsistent } from '../security/security.js';
import { canonicalJson, isWrittenSame } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { requireDistinct } from '../serialisation/distinct.js';
import {
  count,
  list,
  optional,
  pattern,
  record,
  refuseField,
  text,
  word,
  type Reader,
} from '../serialisation/reader.js';
import { term } from '../terms/catalogue.js';
import { ownershipProtocol } from '../title/protocol.js';
import { title } from '../title/title.js';
import { governanceFields as governance } from './governance.js';
import { identityFields as identity } from './identity.js';
import { exchangesOf } from './exchanges.js';
import { instrument } from './instruments.js';
import { privacyFields as agreement } from './privacy.js';
import { problemsOf } from './qualification.js';
import { templateFields } from './template.js';

/** Who issues: by LEI or by entry in a public register. Which participant acts for it is the network's to say. */
export type DefinedIssuer = { readonly lei: Lei } | { readonly register: RegisterNumber };

const byLei = record({ lei });
const byRegister = record({ register: registerNumber });
const issuer: Reader<DefinedIssuer> = (value, path) =>
  typeof value === 'object' && value !== null && 'register' in value ? byRegister(value, path) : byLei(value, path);

const uses: Reader<readonly PinnedName[]> = (value, path) => {
  const read = list(pinnedName, { min: 1, max: LIMITS.definitionUsesMax })(value, path);
  requireDistinct(read);
  return read;
};

/** Rules as a definition has them: packs and other definitions may be named in them. */
const ruleSet = ruleSetOf((event) => expressionReader({ event, pack: packRuleFor(event), definitions: true }));

const head = {
  name: pattern(/^[A-Z][A-Za-z0-9_]{0,39}$/, 'a name such as Institutional or ACME_2031'),
  version: count({ min: 1, max: LIMITS.packVersionMax }),
  title: text(LIMITS.nameCharactersMax),
  uses: optional(uses),
  /** Templates that it was made from: all that they say is in it. */
  madeFrom: optional(uses),
} as const;

const complianceFields = record({ kind: word('compliance'), ...head, rules: ruleSet });
const ownershipFields = record({ kind: word('ownership'), ...head, protocol: ownershipProtocol });
const privacyFields = record({ kind: word('privacy'), ...head, ...agreement });
const identityFields = record({ kind: word('identity'), ...head, ...identity });
const governanceFields = record({ kind: word('governance'), ...head, ...governance });
const instrumentFields = record({ kind: word('instrument'), ...head, ...templateFields });
const securityFields = record({
  kind: word('security'),
  ...head,
  isin,
  cfi,
  fisn: optional(fisn),
  dti: optional(dti),
  currency,
  issuer,
  authorisedUnits: units,
  denomination: optional(money),
  failPenalties: optional(penaltyRates),
  instrument,
  /** What it promises, one sentence each; absent: all is in the instrument. */
  terms: optional(list(term, { min: 1, max: LIMITS.termsPerSecurityMax })),
  /** What title to it is in law, and by which protocol it passes. */
  titleTo: optional(title),
  /** The definition of kind privacy that says who sees what of its transfers; absent: the parties alone see. */
  privacy: optional(pinnedName),
  rules: optional(ruleSet),
  documents: optional(
    list(record({ title: text(LIMITS.nameCharactersMax), sha256: sha256Text }), {
      min: 1,
      max: LIMITS.documentsPerSecurityMax,
    }),
  ),
});

/** Rules under a name and a version, for securities to use. */
export type ComplianceDefinition = ReturnType<typeof complianceFields>;

/** How title passes, under a name and a version, for securities to use. */
export type OwnershipDefinition = ReturnType<typeof ownershipFields>;

/** Who sees what, under a name and a version. */
export type PrivacyDefinition = ReturnType<typeof privacyFields>;

/** What parties show and who acts for them, under a name and a version. */
export type IdentityDefinition = ReturnType<typeof identityFields>;

/** How members decide, under a name and a version. */
export type GovernanceDefinition = ReturnType<typeof governanceFields>;

/** A template for securities, under a name and a version. */
export type InstrumentDefinition = ReturnType<typeof instrumentFields>;

/** A security by all that its issuer decides: what it promises, how it is known, and by which rules it moves. */
export type SecurityDefinition = ReturnType<typeof securityFields>;

/** What is published under a name and a version, and never changed in place. */
export type Definition =
  | ComplianceDefinition
  | GovernanceDefinition
  | IdentityDefinition
  | InstrumentDefinition
  | OwnershipDefinition
  | PrivacyDefinition
  | SecurityDefinition;

/** The kinds of definitions, each with its reader: the table by which canonical forms are decoded. */
const KINDS: { readonly [K in Definition['kind']]: Reader<Definition> } = {
  compliance: complianceFields,
  governance: governanceFields,
  identity: identityFields,
  instrument: instrumentFields,
  ownership: ownershipFields,
  privacy: privacyFields,
  security: (value, path) => {
    const read = securityFields(value, path);
    const exchangeableInto = exchangesOf(read);
    requireConsistent({ ...read, terms: read.instrument.terms, title: read.titleTo, exchangeableInto });
    return read;
  },
};

const kindOf = record({ kind: word(...(Object.keys(KINDS) as Definition['kind'][])) });

/**
 * Reader of a definition by its form alone: whether its terms fit each other is not asked. For whoever wants to tell all
 * that {@link problemsOf} finds. Errors: as of {@link definition}, without those of terms together.
 */
export const definitionForm: Reader<Definition> = (value, path) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const read = KINDS[kindOf({ kind }, path).kind](value, path);
  if (!isWrittenSame(written(read), value)) refuseField(path, 'values in their canonical form');
  return read;
};

/**
 * Reader of a definition in its canonical form: another way to write the same is refused, so that one definition has one
 * hash. Errors: FIELD_INVALID, INSTRUMENT_UNKNOWN, TERM_UNKNOWN, RULE_UNKNOWN, PACK_UNKNOWN, TERMS_INVALID, LIMIT_EXCEEDED,
 * those of the values within, and the first problem of its terms together.
 */
export const definition: Reader<Definition> = (value, path) => {
  const read = definitionForm(value, path);
  const [first] = read.kind === 'security' ? problemsOf(read) : [];
  if (first !== undefined) throw new DomainError(first.code, { ...first.details, path: `${path}${first.path}` });
  return read;
};

/** Forms that were written: a definition never changes, and is hashed, stored and told. */
const FORMS = new WeakMap<Definition, string>();

/** Canonical JSON (RFC 8785) of a definition: what is stored, hashed and compared. */
export function canonicalForm(of: Definition): string {
  const form = FORMS.get(of) ?? canonicalJson(written(of));
  FORMS.set(of, form);
  return form;
}

const written = (of: Definition): object => (of.kind === 'security' ? writtenSecurity(of) : of);

function writtenSecurity({ instrument: { written }, terms, ...others }: SecurityDefinition): object {
  const writtenTerms = terms === undefined ? {} : { terms: terms.map((each) => each.written) };
  return { ...others, instrument: written, ...writtenTerms };
}

/** SHA-256 of the canonical form. */
export const definitionHash = (of: Definition): Sha256 => sha256Hex(canonicalForm(of)) as Sha256;

/** Under which others use it. */
export const pinnedNameOf = ({ name, version }: Pick<Definition, 'name' | 'version'>): PinnedName =>
  `${name}@${String(version)}`;
