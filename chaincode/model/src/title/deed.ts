import type { Sha256 } from '../identifiers/names.js';
import { sha256Text } from '../identifiers/names.js';
import { affirmedAct, type JointInstruction, type JointRequest } from '../joint/joint-instruction.js';
import { LIMITS } from '../limits.js';
import { money } from '../numbers/money.js';
import type { Security } from '../security/security.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { record, salt, text, word, type Reader } from '../serialisation/reader.js';
import type { InstructionRequest } from '../settlement/instruction.js';
import type { LedgerName } from '../signature/statement.js';

/** In what capacity somebody takes part in a transfer of title. */
export const DEED_CAPACITIES = ['principal', 'agent', 'trustee', 'nominee', 'executor', 'liquidator'] as const;

const capacity = word(...DEED_CAPACITIES);

const fields = record({
  sellersCapacity: capacity,
  buyersCapacity: capacity,
  /** SHA-256 of what is given in return, with its salt: see {@link considerationHash}. */
  consideration: sha256Text,
});

/** What a transfer of title says beside what moves: part of what both parties sign. */
export type Deed = ReturnType<typeof fields>;

/** Reader of a deed. */
export const deed: Reader<Deed> = fields;

const considerations = {
  money: record({ salt, in: word('money'), amount: money }),
  gift: record({ salt, in: word('gift') }),
  /** Something else than money, in words. */
  kind: record({ salt, in: word('kind'), words: text(LIMITS.nameCharactersMax) }),
} as const;

/** What is given in return: for the parties and their custodians alone, behind a salt. */
export type Consideration = ReturnType<(typeof considerations)[keyof typeof considerations]>;

const givenIn = record({ in: word('money', 'gift', 'kind') });

/** Reader of what is given in return. */
export const consideration: Reader<Consideration> = (value, path) => {
  const inWhat = typeof value === 'object' && value !== null && 'in' in value ? value.in : undefined;
  return considerations[givenIn({ in: inWhat }, path).in](value, path);
};

/** The hash by which a deed names what is given in return. */
export const considerationHash = (given: Consideration): Sha256 => sha256Hex(canonicalJson(given)) as Sha256;

/** What a deed is about, all of it: the ledger, the title as it is when the transfer is entered, and the transfer. */
export interface DeedTerms {
  readonly ledger: LedgerName;
  readonly security: Pick<Security, 'isin' | 'name' | 'title' | 'documents'>;
  readonly transfer: InstructionRequest;
}

/** The terms of a deed, to be shown and hashed: of a security only what title rests on. */
export const deedTerms = (ledger: LedgerName, security: Security, transfer: InstructionRequest): DeedTerms => ({
  ...{ ledger, security: titleFacts(security), transfer },
});

function titleFacts({ isin, name, title, documents }: Security): DeedTerms['security'] {
  return {
    ...{ isin, name },
    ...(title === undefined ? {} : { title }),
    ...(documents === undefined ? {} : { documents }),
  };
}

/** What the deed of a joint instruction is about: all that its parties affirm, and title to what it delivers. */
export interface JointDeedTerms {
  readonly ledger: LedgerName;
  readonly securities: readonly DeedTerms['security'][];
  readonly instruction: unknown;
}

type Affirmed = JointRequest & Pick<JointInstruction, 'proposedBy' | 'terms'>;

/** The terms of the deed of a joint instruction. */
export const jointDeedTerms = (
  ledger: LedgerName,
  securities: readonly Security[],
  instruction: Affirmed,
): JointDeedTerms => ({
  ...{ ledger, securities: securities.map(titleFacts) },
  instruction: affirmedAct(requestAlone(instruction)).body,
});

/** Without the hash itself, which parties affirm with it. */
function requestAlone(instruction: Affirmed): Affirmed {
  const { terms, ...said } = instruction;
  return terms === undefined ? instruction : said;
}

/** SHA-256 of the terms of a deed (RFC 8785): to what both parties consent, and what attestors vote on. */
export const deedHash = (terms: DeedTerms | JointDeedTerms): Sha256 => sha256Hex(canonicalJson(terms)) as Sha256;
