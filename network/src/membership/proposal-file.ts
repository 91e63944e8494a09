import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { common } from '@hyperledger/fabric-protos';
import { JsonFields, parseJson } from '../json-fields.js';
import { messageOf, NetworkError } from '../network-error.js';
import { writeAtomically } from '../pki/credential-store.js';
import { requireIntact, signerOf } from './signatures.js';

const FORMAT = 'scrip-channel-proposal/1';

/**
 * A proposed change of a channel's configuration, passed from admin to admin as a JSON file. Only `update` and
 * `signatures` are believed: every command derives what they mean from them and from the channel itself.
 */
export interface Proposal {
  readonly channel: string;
  /** Sequence of the configuration that the update rests on. */
  readonly baseSequence: number;
  /** For people who open the file; not trusted. */
  readonly summary: readonly string[];
  /** Serialised `common.ConfigUpdate`: what the signatures are over. */
  readonly update: Uint8Array;
  readonly signatures: readonly common.ConfigSignature[];
}

/** Reads a proposal file and checks that it is one, and that nobody changed what was signed. */
export async function readProposal(path: string): Promise<Proposal> {
  if (!existsSync(path)) throw new NetworkError(`there is no file ${path}`);
  const fields = new JsonFields(parseJson(path, await readFile(path, 'utf8')), path);
  if (fields.text('format') !== FORMAT) throw new NetworkError(`${path} is no proposal of format ${FORMAT}`);
  const update = base64(path, 'update', fields.text('update'));
  const signatures = fields.list('signatures').map((value, index) => {
    const place = `${path}: signatures[${index}]`;
    const text = new JsonFields(value, place).text('signature');
    return decode(place, () => common.ConfigSignature.deserializeBinary(base64(path, place, text)));
  });
  const proposal: Proposal = {
    channel: fields.text('channel'),
    baseSequence: fields.count('baseSequence'),
    summary: fields.texts('summary'),
    update,
    signatures,
  };
  const named = decode(path, () => common.ConfigUpdate.deserializeBinary(update)).getChannelId();
  if (named !== proposal.channel)
    throw new NetworkError(`${path} names ${proposal.channel}, its update is for ${named}`);
  requireIntact(path, proposal);
  return proposal;
}

/** Writes a proposal file, readable by people: who signed stands beside each signature. */
export async function writeProposal(path: string, proposal: Proposal): Promise<void> {
  const content = {
    format: FORMAT,
    channel: proposal.channel,
    baseSequence: proposal.baseSequence,
    summary: proposal.summary,
    update: Buffer.from(proposal.update).toString('base64'),
    signatures: proposal.signatures.map((signature) => ({
      ...signerOf(signature),
      signature: Buffer.from(signature.serializeBinary()).toString('base64'),
    })),
  };
  await writeAtomically(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/**
 * The signatures of several copies of one proposal together.
 *
 * @throws {NetworkError} when the copies do not hold the same update
 */
export function mergeProposals(proposals: readonly Proposal[]): Proposal {
  const [first, ...others] = proposals;
  if (first === undefined) throw new NetworkError('no proposal file was named');
  if (others.some(({ update }) => Buffer.compare(update, first.update) !== 0)) {
    throw new NetworkError('the files hold different updates; a signature counts for the update it was made for only');
  }
  const bySigner = new Map(
    proposals.flatMap(({ signatures }) => signatures).map((signature) => [signerKey(signature), signature]),
  );
  return { ...first, signatures: [...bySigner.values()] };
}

/** The update of a proposal, decoded. */
export function updateOf(proposal: Proposal): common.ConfigUpdate {
  return common.ConfigUpdate.deserializeBinary(proposal.update);
}

function signerKey(signature: common.ConfigSignature): string {
  const header = common.SignatureHeader.deserializeBinary(signature.getSignatureHeader_asU8());
  return header.getCreator_asB64();
}

function base64(path: string, field: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new NetworkError(`${path}: ${field} is no base64`);
}

function decode<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new NetworkError(`${place} cannot be decoded: ${messageOf(error)}`, undefined, { cause: error });
  }
}
