import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gateway, type peer } from '@hyperledger/fabric-protos';
import type { OwnershipCertificate } from '@scrip/gateway-api';
import { certificatePdf } from '@scrip/gateway-api/certificate-pdf';
import { verify, VerificationError, type Check, type Statement, type VerifyOptions } from '@scrip/verify';
import { ENDORSEMENT_POLICY_FAILURE } from '../conformance/codes.js';
import { readBlock } from '../support/block.js';
import { openConnection } from '../support/connection.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { Commands, journey } from '../support/journey.js';
import type { User } from '../support/signing.js';
import { required } from '../support/transaction.js';
import { CertifiedHolding, newNonce } from './certified-holding.js';
import { reendorsed, resigned, twinOf, userIn, walletUser, withoutUpdateSignatures, type Answer } from './forgery.js';
import { mutations, ofPdf } from './mutations.js';

const TIMEOUT_MS = 300_000;
const PLACEMENTS = 'placements';

/** What an attacker makes of a certificate. */
type Forging = (certificate: OwnershipCertificate) => OwnershipCertificate | Promise<OwnershipCertificate>;

journey('forgers of an ownership certificate', (engine) => {
  let holding: CertifiedHolding;
  let commands: Commands;
  let genuine: OwnershipCertificate;
  let anchor: Buffer;
  let mallory: User;
  const nonce = newNonce();

  beforeAll(async () => {
    holding = await CertifiedHolding.open(engine);
    commands = new Commands(holding.network);
    anchor = await holding.anchor();
    genuine = await holding.certificate(nonce, 'sale to a buyer');
    mallory = await enrolledPeer(AURORA, 'mallory');
  }, TIMEOUT_MS);

  afterAll(async () => {
    commands.close();
    await holding.close();
  }, TIMEOUT_MS);

  const file = (name: string): string => join(holding.network.directory, name);
  const peerOf = (mspId: string): User => userIn(holding.network.directory, mspId, 'peer0');
  const peersOf = (...mspIds: readonly string[]): readonly User[] => mspIds.map(peerOf);

  /** Whoever controls an organisation's authority makes further peers of it. */
  async function enrolledPeer(mspId: string, id: string): Promise<User> {
    const [secret, wallet] = [file(`${id}.secret`), file(`${id}.id`)];
    await commands.succeed('ca', 'register', '--msp', mspId, '--id', id, '--type', 'peer', '--out', secret);
    await commands.succeed('ca', 'enroll', '--msp', mspId, '--id', id, '--secret-file', secret, '--wallet', wallet);
    return walletUser(wallet);
  }

  /** An organisation revokes a certificate, and the channel gets its list. */
  async function revoke(mspId: string, who: User): Promise<void> {
    const [pem, list, proposal] = ['pem', 'crl', 'json'].map((kind) => file(`${mspId}.${kind}`)) as [
      string,
      string,
      string,
    ];
    writeFileSync(pem, who.credentials);
    await commands.succeed('ca', 'revoke', '--msp', mspId, '--certificate', pem, '--reason', 'keycompromise');
    await commands.succeed('ca', 'gencrl', '--msp', mspId, '--out', list);
    const target = ['--channel', CHANNEL, '--msp', mspId, '--crl', list, '--out', proposal];
    await commands.succeed('channel', 'revoke', ...target);
    for (const signer of [AURORA, BOREALIS, CIRRUS])
      await commands.succeed('channel', 'sign', proposal, '--as', signer);
    await commands.succeed('channel', 'submit', proposal);
  }

  const verified = (certificate: OwnershipCertificate, options: VerifyOptions = {}): Statement =>
    verify(JSON.stringify(certificate), { anchor, nonce, ...options });

  /** Which check a certificate fails, and in which words. */
  function failureOf(certificate: OwnershipCertificate, options: VerifyOptions = {}): VerificationError {
    try {
      verified(certificate, options);
    } catch (error) {
      if (error instanceof VerificationError) return error;
      throw error;
    }
    throw new Error('a forged certificate was taken for a genuine one');
  }

  async function fails(check: Check, words: RegExp, forge: Forging, options: VerifyOptions = {}): Promise<void> {
    const { check: failed, message } = failureOf(await forge(genuine), options);
    expect({ failed, message }).toEqual({ failed: check, message: expect.stringMatching(words) });
  }

  const entrySignedBy =
    (users: readonly User[], change?: Answer): Forging =>
    (certificate) => ({
      ...certificate,
      entry: resigned(certificate.entry, users, change),
    });
  const richer: Answer = {
    json: (answer) => {
      const lots = answer['lots'] as Record<string, unknown>[];
      for (const lot of lots) lot['units'] = '1000000';
      answer['units'] = `${lots.length}000000`;
    },
  };
  const ofTransactions =
    (change: (transactions: readonly string[]) => readonly string[]): Forging =>
    (certificate) => ({ ...certificate, transactions: [...change(certificate.transactions)] });

  test('the genuine one passes, and so does one that a further peer of a member signed: the tools of forgers work', () => {
    const { facts } = verified(genuine);
    expect(facts.lots).toHaveLength(2);
    const other = verified({ ...genuine, entry: resigned(genuine.entry, [mallory, ...peersOf(BOREALIS, DELTA)]) });
    expect(other.facts.signedBy.map(({ subject }) => subject)).toContain('mallory');
    expect({ ...other.facts, signedBy: [] }).toEqual({ ...facts, signedBy: [] });
  });

  describe('who has the authority of one member', () => {
    test('signs in the name of the others, and is recognised', () =>
      fails('identity', /not issued by an authority of the organisation/, (certificate) => {
        const others = [BOREALIS, CIRRUS, DELTA].map((mspId) => ({ ...mallory, mspId }));
        return entrySignedBy(others, richer)(certificate);
      }));

    test('signs by ever so many peers of its own, and remains one member', () =>
      fails('quorum', /1 of 4 members/, (certificate) =>
        entrySignedBy([mallory, ...peersOf(AURORA)], richer)(certificate),
      ));

    test('is joined by another one, and they are no majority', () =>
      fails('quorum', /2 of 4 members/, (certificate) =>
        entrySignedBy(peersOf(AURORA, BOREALIS), richer)(certificate),
      ));

    test('signs by clients and administrators of all members, who are no peers', () =>
      fails('quorum', /0 of 4 members/, (certificate) => {
        const users = MEMBERS.flatMap((mspId) =>
          ['admin', 'user1'].map((label) => userIn(holding.network.directory, mspId, label)),
        );
        return entrySignedBy(users)(certificate);
      }));
  });

  describe('who has a genuine certificate', () => {
    test('presents it to another verifier', () =>
      fails('nonce', /was made for the nonce/, (certificate) => certificate, { nonce: newNonce() }));

    test('puts the nonce of the other verifier into the call', () => {
      const other = 'n'.repeat(nonce.length);
      return fails(
        'request',
        /another call|transaction id/,
        (certificate) => {
          const bytes = Buffer.from(certificate.entry, 'base64');
          bytes.write(other, bytes.indexOf(nonce), 'utf8');
          return { ...certificate, entry: bytes.toString('base64') };
        },
        { nonce: other },
      );
    });

    test('presents it as one of another channel', async () => {
      const profile = holding.network.profile(PLACEMENTS, AURORA);
      const connection = openConnection(profile);
      try {
        const placements = Buffer.from((await readBlock(connection.network, 0n)).serializeBinary());
        await fails('channel', /securities and not of placements/, (certificate) => certificate, {
          anchor: placements,
        });
        const other = { ...genuine, configuration: [placements.toString('base64')] };
        await fails('anchor', /begins with/, () => other, { anchor: verified(genuine).facts.configuration.anchor });
      } finally {
        connection.close();
      }
    });

    test('presents it when the certificates of who signed have expired', () =>
      fails('identity', /counts from .* and not at 2099/, (certificate) => certificate, {
        at: new Date('2099-01-01T00:00:00Z'),
      }));

    test('gives one signature its twin with s in the upper half', () =>
      fails('signature', /upper half/, (certificate) => ({
        ...certificate,
        entry: reendorsed(certificate.entry, ([first, ...others]) => {
          const endorsement = required(first, 'endorsement');
          endorsement.setSignature(twinOf(endorsement.getSignature_asU8()));
          return [endorsement, ...others];
        }),
      })));

    test('leaves a signature out, and the majority is gone', () =>
      fails('quorum', /2 of 4/, (certificate) => ({
        ...certificate,
        entry: reendorsed(certificate.entry, (all: readonly peer.Endorsement[]) => all.slice(0, 2)),
      })));

    test('shows another holder', () =>
      fails('holder', /not that of the holder/, (certificate) => ({
        ...certificate,
        holder: { name: 'Mallory', salt: '0'.repeat(64) },
      })));

    test('has the answer of another function, signed by a majority', async () => {
      const transaction = await holding
        .at(CIRRUS)
        .contract('scrip')
        .newProposal('register:holding', { arguments: [holding.isin, holding.holderId] })
        .endorse();
      const entry = envelopeOf(transaction.getBytes());
      await fails('request', /register:holding and not register:certify/, (certificate) => ({ ...certificate, entry }));
    });
  });

  describe('who changes how the lots came about', () => {
    test('leaves a transaction out', () =>
      fails(
        'creation',
        /is not in the certificate/,
        ofTransactions((all) => all.slice(1)),
      ));

    test('puts a transaction in its place that was committed as invalid', async () => {
      const proposal = holding
        .at(AURORA)
        .contract('scrip')
        .newProposal('register:holders', { arguments: [holding.isin], endorsingOrganizations: [AURORA] });
      const transaction = await proposal.endorse();
      const envelope = envelopeOf(transaction.getBytes());
      const { code } = await (await transaction.submit()).getStatus();
      expect(code).toBe(ENDORSEMENT_POLICY_FAILURE);
      await fails(
        'creation',
        /is not in the certificate/,
        ofTransactions(([, ...others]) => [envelope, ...others]),
      );
    });

    test('has a lot written with more units, by the peers of all members', () =>
      fails(
        'creation',
        /is not what its transaction wrote/,
        ofTransactions((all) =>
          all.map((transaction) => resigned(transaction, peersOf(...MEMBERS), { set: withMoreUnits })),
        ),
      ));

    test('has it endorsed by two members, as an invalid transaction is', () =>
      fails(
        'creation',
        /by no configuration since the anchor: peers of 2 of 4 members/,
        ofTransactions((all) => all.map((transaction) => resigned(transaction, peersOf(AURORA, DELTA)))),
      ));

    test('has units taken from a holder without its attestors, by a majority', () =>
      fails(
        'creation',
        /was consumed without the endorsements of its attestors/,
        ofTransactions((all) => all.map((transaction) => resigned(transaction, peersOf(AURORA, CIRRUS, DELTA)))),
      ));
  });

  describe('even all members together cannot', () => {
    const all = (): readonly User[] => peersOf(...MEMBERS);

    test('answer with an error', () =>
      fails('response', /status 500/, (certificate) => entrySignedBy(all(), { status: 500 })(certificate)));

    test('state more units than the lots have', () =>
      fails('response', /not the sum/, (certificate) =>
        entrySignedBy(all(), { json: (answer) => (answer['units'] = '101') })(certificate),
      ));

    test('answer for another holder', () =>
      fails('response', /not the entry that was asked for/, (certificate) =>
        entrySignedBy(all(), {
          json: (answer) => ((answer['holder'] as Record<string, unknown>)['partyId'] = `P${'A'.repeat(32)}`),
        })(certificate),
      ));

    test('leave a lot out', () =>
      fails('read-set', /read 2 lots and not 1/, (certificate) =>
        entrySignedBy(all(), {
          json: (answer) => {
            const [lot] = answer['lots'] as Record<string, unknown>[];
            Object.assign(answer, { lots: [lot], units: lot?.['units'] });
          },
        })(certificate),
      ));

    test('overlook where a pledge may lie, or a freeze', async () => {
      for (const place of ['encumbered', 'reserved', 'freeze/security', 'freeze/holder', 'freeze/units']) {
        await fails('read-set', new RegExp(`did not read ${place}/`), (certificate) =>
          entrySignedBy(all(), {
            set: (set) => set.setReadsList(set.getReadsList().filter((read) => !read.getKey().startsWith(`${place}/`))),
          })(certificate),
        );
      }
      await fails('read-set', /did not read all of lot/, (certificate) =>
        entrySignedBy(all(), {
          set: (set) => {
            const ranges = set.getRangeQueriesInfoList();
            for (const range of ranges) range.setItrExhausted(false);
            set.setRangeQueriesInfoList(ranges);
          },
        })(certificate),
      );
    });
  });

  test(
    'of changed bytes every one fails or changes nothing',
    () => {
      const unchanged = verified(genuine);
      let [failed, harmless] = [0, 0];
      for (const mutant of mutations(genuine)) {
        try {
          expect(verify(mutant, { anchor, nonce })).toEqual(unchanged);
          harmless += 1;
        } catch (error) {
          if (!(error instanceof VerificationError)) throw error;
          failed += 1;
        }
      }
      process.stdout.write(`${failed + harmless} changed bytes: ${failed} failed, ${harmless} changed nothing\n`);
      expect(failed).toBeGreaterThan(harmless);
    },
    TIMEOUT_MS,
  );

  test(
    'of changed bytes of a PDF every one fails or changes nothing, and a second attachment is refused',
    async () => {
      const { bytes: pdf } = await certificatePdf(JSON.stringify(genuine), 'https://gateway.example/verifier');
      const unchanged = verified(genuine);
      let [failed, harmless] = [0, 0];
      for (const mutant of ofPdf(pdf)) {
        try {
          expect(verify(mutant, { anchor, nonce })).toEqual(unchanged);
          harmless += 1;
        } catch (error) {
          if (!(error instanceof VerificationError)) throw error;
          failed += 1;
        }
      }
      process.stdout.write(
        `${failed + harmless} changed bytes of a PDF: ${failed} failed, ${harmless} changed nothing\n`,
      );
      expect(failed).toBeGreaterThan(0);
      expect(harmless).toBeGreaterThan(0);
      const { bytes: other } = await certificatePdf(
        JSON.stringify(await holding.certificate(nonce)),
        'https://gateway.example/verifier',
      );
      expect(() => verify(Buffer.concat([pdf, other]), { anchor, nonce })).toThrow(/2 files attached/);
    },
    TIMEOUT_MS,
  );

  test(
    'a peer whose certificate its authority has revoked counts until the update that says so, and no longer',
    async () => {
      const before = resigned(genuine.entry, [mallory, ...peersOf(BOREALIS, DELTA)]);
      const trudy = await enrolledPeer(BOREALIS, 'trudy');
      await revoke(AURORA, mallory);
      await revoke(BOREALIS, trudy);
      const { configuration, head } = await holding.certificate(nonce);
      const [zero = '', first = '', second = ''] = configuration;
      expect(configuration).toHaveLength(3);
      const old = { ...genuine, entry: before };
      const failsWith = (check: Check, words: RegExp, blocks: readonly string[]): Promise<void> =>
        fails(check, words, () => ({ ...old, head, configuration: [...blocks] }));
      await failsWith('identity', /mallory is revoked/, configuration);
      await failsWith('configuration', /a configuration between 0 and 2 is missing/, [zero, second]);
      await failsWith('configuration', /a configuration between 0 and 2 is missing/, [zero, second, first]);
      await failsWith('configuration', /as of block \d+ the configuration is that of block \d+, which/, [zero, first]);
      await failsWith('configuration', /not signed by those who order/, [zero, withoutUpdateSignatures(first), second]);
      // what came after the newest block shown nobody sees, unless a later block is pinned
      expect(verified(old).facts.configuration.sequence).toBe(0);
      const later = await lastConfigBlock();
      await fails('identity', /mallory is revoked/, () => old, { anchor: later });
      expect(verified(genuine, { anchor: later }).facts.configuration.sequence).toBe(2);
    },
    TIMEOUT_MS,
  );

  async function lastConfigBlock(): Promise<Buffer> {
    const cscc = holding.at(DELTA).contract('cscc');
    return Buffer.from(await cscc.evaluateTransaction('GetConfigBlock', CHANNEL));
  }
});

const envelopeOf = (prepared: Uint8Array): string => {
  const envelope = gateway.PreparedTransaction.deserializeBinary(prepared).getEnvelope();
  return Buffer.from(required(envelope, 'envelope').serializeBinary()).toString('base64');
};

function withMoreUnits(set: Parameters<NonNullable<Answer['set']>>[0]): void {
  const writes = set.getWritesList();
  for (const write of writes) {
    if (!write.getKey().startsWith('lot/') || write.getIsDelete()) continue;
    const lot = JSON.parse(Buffer.from(write.getValue_asU8()).toString('utf8')) as Record<string, unknown>;
    write.setValue(Buffer.from(JSON.stringify({ ...lot, units: '1000000' })));
  }
  set.setWritesList(writes);
}
