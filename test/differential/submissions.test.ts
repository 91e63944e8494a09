import { describe, expect, test } from '@jest/globals';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { hazardOf } from './hazard.js';
import { type Submission, Submissions } from './submissions.js';

interface Writes {
  readonly deleted?: string;
  readonly put?: string;
  readonly policy?: string;
  /** The policy is none. */
  readonly sealed?: boolean;
  /** The chaincode that was called, if it is not the one that writes. */
  readonly called?: string;
}

/** `ProposalResponsePayload` bytes with these writes in one namespace. */
function payload(writes: Writes): Uint8Array {
  const { KVMetadataEntry, KVMetadataWrite, KVRWSet, KVWrite } = ledger.rwset.kvrwset;
  const set = new KVRWSet();
  for (const [key, isDelete] of [[writes.deleted, true] as const, [writes.put, false] as const]) {
    if (key !== undefined) {
      const write = new KVWrite();
      write.setKey(key);
      write.setIsDelete(isDelete);
      set.addWrites(write);
    }
  }
  if (writes.policy !== undefined) {
    const write = new KVMetadataWrite();
    write.setKey(writes.policy);
    if (writes.sealed === true) {
      const entry = new KVMetadataEntry();
      entry.setName('VALIDATION_PARAMETER');
      entry.setValue(Buffer.from('no policy'));
      write.addEntries(entry);
    }
    set.addMetadataWrites(write);
  }
  const namespace = new ledger.rwset.NsReadWriteSet();
  namespace.setNamespace('probe');
  namespace.setRwset(set.serializeBinary());
  const results = new ledger.rwset.TxReadWriteSet();
  results.addNsRwset(namespace);
  const action = new peer.ChaincodeAction();
  action.setResults(results.serializeBinary());
  const chaincode = new peer.ChaincodeID();
  chaincode.setName(writes.called ?? 'probe');
  action.setChaincodeId(chaincode);
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  return response.serializeBinary();
}

function submission(writes: Writes, due = 0, after = 0, isSpoilt = false): Submission {
  const hazard = hazardOf(payload(writes));
  return { due, after, channel: 'one', envelope: new common.Envelope(), hazard, isSpoilt };
}

describe('submissions', () => {
  test('go in the order of their rounds, and some only after so many others', () => {
    const submissions = new Submissions();
    const [now, later, again] = [submission({}, 0), submission({}, 2), submission({}, 0, 100)];
    for (const one of [now, later, again]) {
      submissions.add(one);
    }
    expect(submissions.takeDue(0, 0)).toEqual([now]);
    expect(submissions.isPending(99)).toBe(true);
    expect(submissions.takeDue(2, 99)).toEqual([later]);
    expect(submissions.isPending(99)).toBe(false);
    expect(submissions.takeDue(3, 100)).toEqual([again]);
  });

  test.each([
    ['a deletion and a policy of the same key', { deleted: 'k' }, { policy: 'k' }, 1],
    ['a policy and a deletion of the same key', { policy: 'k' }, { deleted: 'k' }, 1],
    ['a deletion and a policy of other keys', { deleted: 'k' }, { policy: 'l' }, 2],
    ['a deletion, and a policy with a value', { deleted: 'k' }, { policy: 'k', put: 'k' }, 2],
    ['two policies', { policy: 'k' }, { policy: 'k' }, 2],
    ['a policy that a called chaincode writes, and a value', { policy: 'k', called: 'any' }, { put: 'k' }, 1],
  ])('%s', (_, first, second, together) => {
    const submissions = new Submissions();
    submissions.add(submission(first));
    submissions.add(submission(second));
    expect(submissions.takeDue(0, 0)).toHaveLength(together);
  });

  test.each([
    ['writes the key', { put: 'k' }, 1],
    ['writes another key', { put: 'l' }, 2],
  ])('a spoilt one that gives a key a policy, and one that %s', (_, second, together) => {
    const submissions = new Submissions();
    submissions.add(submission({ put: 'k', policy: 'k' }, 0, 0, true));
    submissions.add(submission(second));
    expect(submissions.takeDue(0, 0)).toHaveLength(together);
  });

  test('what writes a key comes before the key gets bytes that are no policy, or not at all', () => {
    const submissions = new Submissions();
    const before = submission({ put: 'k' });
    const sealing = submission({ policy: 'k', sealed: true });
    const after = submission({ put: 'k' }, 2);
    const other = submission({ put: 'l' }, 2);
    for (const one of [before, sealing, after, other]) {
      submissions.add(one);
    }
    expect(submissions.takeDue(0, 0)).toEqual([before]);
    expect(submissions.takeDue(1, 0)).toEqual([sealing]);
    expect(submissions.takeDue(2, 0)).toEqual([other]);
    expect(submissions.isPending(0)).toBe(false);
  });
});
