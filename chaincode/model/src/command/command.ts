import { DomainError } from '../errors/domain-error.js';
import {
  commandId,
  operatorId,
  sha256Text,
  type CommandId,
  type OperatorId,
  type Sha256,
} from '../identifiers/names.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { operatorSignature, type OperatorSignature } from '../operator/operator-statement.js';
import { optional, pattern, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { statedDates, type StatedDate } from './stated-date.js';

/** A command: what every write function takes as its one argument, as canonical JSON. */
export interface Command<Body> {
  readonly commandId: CommandId;
  /** Operator of the caller's organisation who gives the command. */
  readonly operator: OperatorId;
  readonly body: Body;
  /** The body as it was sent. */
  readonly sent: unknown;
  /** By the operator, where it has a key on record. */
  readonly signature?: OperatorSignature;
  /** The dates on which it is carried out, where it does not go by those of the day on which it is submitted. */
  readonly dated?: readonly StatedDate[];
  /** Binds the command id to what is commanded: function and body. */
  readonly bodyHash: Sha256;
}

const anything: Reader<unknown> = (value) => value;
const envelope = record({
  ...{ commandId, operator: operatorId, body: anything },
  signature: optional(operatorSignature),
  dated: optional(statedDates),
});

/**
 * Reads a command.
 *
 * @param functionName - `contract:function`
 * @param value - `{"body":…,"commandId":…,"operator":…}`, with a `signature` where the operator signs, and
 *   `dated` where it states its dates
 * @param bodyReader - reader of the function's body
 * @throws DomainError FIELD_INVALID, LIMIT_EXCEEDED and those of the body
 */
export function readCommand<Body>(functionName: string, value: unknown, bodyReader: Reader<Body>): Command<Body> {
  const { body: sent, ...named } = envelope(value, '');
  return { ...named, body: bodyReader(sent, '/body'), sent, bodyHash: bodyHashOf(functionName, sent) };
}

/**
 * What binds a name to what is commanded: SHA-256 over the canonical JSON of function and body.
 *
 * @param functionName - `contract:function`
 * @param body - as it is sent
 */
export const bodyHashOf = (functionName: string, body: unknown): Sha256 =>
  sha256Hex(canonicalJson({ function: functionName, body })) as Sha256;

/**
 * What the keys of carried-out commands in public state begin with. No such key has an endorsement policy of its own, so
 * a valid transaction that writes one was endorsed by the chaincode's majority, whatever else it writes.
 */
export const COMMAND_KEYS = 'command/';

/** A command that has been carried out: kept so that a second submission finds the first result. */
export interface CommandRecord {
  /** SHA-256 over the caller's organisation and certificate subject. */
  readonly caller: Sha256;
  readonly bodyHash: Sha256;
  readonly operator: OperatorId;
  /** Canonical JSON that the function returned. */
  readonly result: string;
  /** Business date of the command where it has one: what old records are pruned by. */
  readonly businessDate?: BusinessDate;
}

const resultText: Reader<string> = (value, path) => pattern(/^[\s\S]*$/, 'a text')(value, path);

/** How a carried-out command is stored. */
export const commandRecord = storedRecord<CommandRecord>(
  'command',
  record({
    caller: sha256Text,
    bodyHash: sha256Text,
    operator: operatorId,
    result: resultText,
    businessDate: optional(businessDate),
  }),
);

/**
 * Decides whether a command is new.
 *
 * @param earlier - what its id was used for before, if anything
 * @returns the first result of a replay, or undefined for a new command
 * @throws DomainError COMMAND_REUSED when the id was used for another body or by another caller
 */
export function replayedResult(
  earlier: CommandRecord | undefined,
  command: { readonly caller: Sha256; readonly bodyHash: Sha256 },
): string | undefined {
  if (earlier === undefined) return undefined;
  if (earlier.caller !== command.caller || earlier.bodyHash !== command.bodyHash) {
    throw new DomainError('COMMAND_REUSED');
  }
  return earlier.result;
}
