import { fromBase64, isSame } from '../crypto/encoding.js';
import { readEndorsedTransaction } from '../transaction/endorsed-transaction.js';
import { ensure, fail } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { datesRead, type StatedDate } from './dates-read.js';
import { isSameJson } from './same-json.js';

/** Names the form of the document, so that a later one is told apart. */
export const OVERRIDE_SCHEMA = 'scrip-lawful-override-2';

/** A function of the ledger with what it is given. */
export interface NamedAct {
  readonly function: string;
  readonly body: unknown;
}

/**
 * What administrators are asked to sign off-line: a command that peers have endorsed and nobody has submitted. Basis and
 * document are what its gateway says; everything else the bytes say too.
 */
export interface OverrideDocument extends NamedAct {
  /** OVERRIDE_SCHEMA. */
  readonly schema: string;
  readonly network: string;
  readonly channel: string;
  readonly transactionId: string;
  /** The act that the command approves, where it is an approval. */
  readonly act?: NamedAct | undefined;
  readonly summary: string;
  /** Organisations whose peers have endorsed. */
  readonly endorsers: readonly string[];
  /** By what authority the attestors are overridden, and SHA-256 of the order. */
  readonly basis: string;
  readonly document: string;
  /** The dates on which it is carried out and until which it can be entered. */
  readonly dated: readonly StatedDate[];
  /** What every endorser signs, followed by its own identity: ProposalResponsePayload in base64. */
  readonly payload: string;
  /** The endorsed transaction, unsigned: common.Envelope in base64. */
  readonly transaction: string;
}

/** What the bytes of the document say, whatever else it says. */
export interface OverrideTransaction {
  readonly transactionId: string;
  readonly channel: string;
  readonly time: Date;
  readonly chaincode: string;
  readonly function: string;
  readonly body: unknown;
  readonly operator: string;
  /** The dates on which it is carried out and until which it can be entered, as far as it depends on them. */
  readonly dated: readonly StatedDate[];
  /** Organisations whose peers have endorsed. */
  readonly endorsers: readonly string[];
  /** Keys of the chaincode with what they get; undefined: the key is deleted. */
  readonly writes: ReadonlyMap<string, string | undefined>;
  readonly payload: Uint8Array;
}

/**
 * Reads what a document asks to sign from its bytes: the answer of the peers must be one to this very call, and the
 * document must say what the call says.
 *
 * @throws {VerificationError} form, request, response
 */
export function readOverride(document: OverrideDocument): OverrideTransaction {
  ensure(document.schema === OVERRIDE_SCHEMA, 'form', `no document of the form ${OVERRIDE_SCHEMA}`);
  const transaction = readEndorsedTransaction(bytesOf(document.transaction, 'transaction'));
  const { transactionId, channel, time, chaincode, args, response, sets, answer, endorsements } = transaction;
  const isSigned = isSame(answer, bytesOf(document.payload, 'payload'));
  ensure(isSigned, 'form', 'what is to be signed is not the answer in the transaction');
  ensure(response.status < ERROR_THRESHOLD, 'response', 'the peers have refused this call');
  const [name, argument, ...others] = args.map((bytes) => new TextDecoder().decode(bytes));
  if (name === undefined || argument === undefined || others.length > 0) return fail('request', 'no command');
  const { body, operator, dated } = commandOf(argument);
  const said = {
    transactionId,
    channel,
    function: name,
    body,
    dated: datesRead(transaction, dated),
    endorsers: endorsements.map(({ endorser }) => mspOf(endorser)),
  };
  for (const part of Object.keys(said) as (keyof typeof said)[]) {
    ensure(isSameJson(said[part], document[part]), 'request', `${part} is another one in the transaction`);
  }
  const writes = sets.get(chaincode.name)?.writes ?? new Map<string, string | undefined>();
  return { ...said, time, chaincode: chaincode.name, operator, writes, payload: answer };
}

/** Statuses from here on are refusals (fabric-chaincode-go shim.ERRORTHRESHOLD). */
const ERROR_THRESHOLD = 400;

const bytesOf = (text: unknown, part: string): Uint8Array =>
  (typeof text === 'string' ? fromBase64(text) : undefined) ?? fail('form', `${part} is not base64`);

const mspOf = (identity: Uint8Array): string => Message.read('SerializedIdentity', identity).text(1);

interface ReadCommand {
  readonly body: unknown;
  readonly operator: string;
  readonly dated: readonly StatedDate[];
}

function commandOf(argument: string): ReadCommand {
  let command: unknown;
  try {
    command = JSON.parse(argument);
  } catch {
    return fail('request', 'the argument of the call is not JSON');
  }
  if (typeof command !== 'object' || command === null) return fail('request', 'the argument of the call is no command');
  const { body, operator, dated = [] } = command as Readonly<Record<string, unknown>>;
  if (typeof body !== 'object' || typeof operator !== 'string') return fail('request', 'the command is incomplete');
  if (!Array.isArray(dated) || !dated.every(isStatedDate))
    return fail('request', 'the command states no dates in order');
  return { body, operator, dated };
}

const isStatedDate = (value: unknown): value is StatedDate =>
  typeof value === 'object' &&
  value !== null &&
  ['calendar', 'on', 'until'].every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string');
