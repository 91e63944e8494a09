import { describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { requireIntactData } from './block-data.js';
import { blockDataHash } from './block-header.js';
import { canonicalEnvelope } from './canonical-envelope.js';

function envelope(payload: string, signature = 'signature'): Buffer {
  const message = new common.Envelope();
  message.setPayload(Buffer.from(payload));
  message.setSignature(Buffer.from(signature));
  return Buffer.from(message.serializeBinary());
}

/** A block whose header states the hash of `hashed`, while it carries `carried`. */
function block(carried: readonly Buffer[], hashed: readonly Buffer[] = carried): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(7);
  header.setDataHash(blockDataHash(hashed));
  const data = new common.BlockData();
  data.setDataList([...carried]);
  const made = new common.Block();
  made.setHeader(header);
  made.setData(data);
  return made;
}

const accept = (made: common.Block) => (): void => requireIntactData(made, 'trial');
const AT = 'for block with id [7] on channel [trial]';

describe('the data of a block', () => {
  const [first, second, third] = [envelope('one'), envelope('two'), envelope('three')] as const;

  test('is accepted as the orderer made it', () => {
    expect(accept(block([first, second, third]))).not.toThrow();
  });

  test('is refused with another hash', () => {
    expect(accept(block([first, second], [second, first]))).toThrow(
      `Header.DataHash is different from Hash(block.Data) ${AT}`,
    );
  });

  test('is refused when two transactions are joined into one, whose hash is right (CVE-2023-46132)', () => {
    const joined = Buffer.concat([first, second]);
    expect(accept(block([joined, third], [first, second, third]))).toThrow(
      `failed to verify transactions are well formed ${AT}: transaction 0 has ${first.length} trailing bytes`,
    );
  });

  test('is refused when bytes move between transactions, wherever the limits are set', () => {
    const all = Buffer.concat([first, second, third]);
    const limits = fc.uniqueArray(fc.integer({ min: 1, max: all.length - 1 }), { minLength: 1, maxLength: 5 });
    const honest = [first.length, first.length + second.length].join();
    fc.assert(
      fc.property(limits, (list) => {
        const cuts = [...list].sort((a, b) => a - b);
        fc.pre(cuts.join() !== honest);
        const pieces = [0, ...cuts].map((from, index) => all.subarray(from, cuts[index] ?? all.length));
        expect(accept(block(pieces, [first, second, third]))).toThrow('well formed');
      }),
    );
  });

  test('is refused without payload, signature or transactions', () => {
    expect(accept(block([]))).toThrow('empty block');
    expect(accept(block([first, envelope('', 'signature')]))).toThrow('transaction 1 has no payload');
    expect(accept(block([envelope('payload', '')]))).toThrow('transaction 0 has no signature');
  });

  test('is refused in another encoding of the same content', () => {
    const reversed = Buffer.concat([second.subarray(5), second.subarray(0, 5)]);
    expect(accept(block([reversed]))).toThrow('does not match its raw form');
  });

  test('may hold fields that nobody knows, as in Go', () => {
    const unknown = Buffer.concat([first, Buffer.from([0x7a, 1, 0])]);
    expect(canonicalEnvelope(unknown, 'envelope').canonical).toEqual(unknown);
    expect(accept(block([unknown]))).not.toThrow();
  });
});
