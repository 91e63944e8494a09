import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { peer } from '@hyperledger/fabric-protos';
import { openConnection } from '../support/connection.js';
import { CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { readProfile } from '../support/profile.js';
import { MarketScene } from '../support/market-scene.js';
import { filesBelow, tracedIn, tracedInFile } from './traces.js';

const TIMEOUT_MS = 300_000;

/** Something that occurs nowhere else, in every field that tells who somebody is or what was found about them. */
const CANARIES = {
  name: 'Quetzalina Xylokarp',
  line1: '7 Vuvuzela Crescent',
  line2: 'Staircase Ypsilon',
  city: 'Llanfairpwll',
  postalCode: 'ZQ7 4XK',
  birthDate: '1907-03-19',
  email: 'quetzalina@xylokarp.example',
  purpose: 'custody of heirlooms',
  newName: 'Quetzalina Wombat-Xylokarp',
  findings: 'Passport QX7741990 seen by a notary',
  document: createHash('sha256').update('certificate of incapacity').digest('hex'),
  reason: 'incapacity',
} as const;

/** Who is on the sanctions list of Delta, and why: whom it is about, not even Delta's own records say. */
const LISTED = {
  party: `P${'QUETZALXYLKARP'.padEnd(32, 'Q')}`,
  lei: 'QZXYLOKARP1907031931',
  reason: 'law-enforcement',
} as const;
const TEXTS = [...Object.values(CANARIES), ...Object.values(LISTED)];

/** Where peers keep their ledgers; what is in those of others than the entitled is seen by the blocks that they deliver. */
const STORES = /\/ledger\//;

const PERSON = {
  name: CANARIES.name,
  address: {
    line1: CANARIES.line1,
    line2: CANARIES.line2,
    city: CANARIES.city,
    postalCode: CANARIES.postalCode,
    country: 'GB',
  },
  country: 'GB',
  birthDate: CANARIES.birthDate,
  email: CANARIES.email,
  retention: { purpose: CANARIES.purpose, basis: 'contract' as const },
};

describe('the search itself', () => {
  test.each([
    ['as it is', `a${CANARIES.name}b`],
    ['in hexadecimal', `a${Buffer.from(CANARIES.name).toString('hex')}b`],
    ['in base64', Buffer.from(`x${CANARIES.name}yz`).toString('base64')],
    ['in base64url', Buffer.from(`xy${CANARIES.name}`).toString('base64url')],
    ['as unsalted hash', createHash('sha256').update(CANARIES.name).digest('hex')],
  ])('finds a text %s', (_, heap) => {
    expect(tracedIn(Buffer.from(heap), [CANARIES.name, CANARIES.city])).toEqual([CANARIES.name]);
  });
});

journey('canaries in personal fields', (engine) => {
  let scene: MarketScene;
  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    await leaveTraces(scene);
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  test.each(MEMBERS)(
    'no block at %s holds a trace, nor what it got of private data unless it is entitled',
    async (mspId) => {
      const profile = readProfile(join(scene.data, 'connection', `${scene.ledger.channel}.${mspId}.json`));
      const connection = openConnection(profile);
      const { asOf } = await scene.at(mspId).parties.ledger();
      const found = { inBlocks: new Set<string>(), inPrivateData: new Set<string>() };
      for await (const delivered of blocksOf(connection.network.getBlockAndPrivateDataEvents({ startBlock: 0n }))) {
        const block = delivered.getBlock()?.serializeBinary() ?? new Uint8Array();
        tracedIn(block, TEXTS).forEach((text) => found.inBlocks.add(text));
        for (const [, set] of delivered.getPrivateDataMapMap().entries()) {
          tracedIn(set.serializeBinary(), TEXTS).forEach((text) => found.inPrivateData.add(text));
        }
        if (delivered.getBlock()?.getHeader()?.getNumber() === asOf.block) break;
      }
      connection.close();
      expect([...found.inBlocks]).toEqual([]);
      const entitled: Readonly<Record<string, readonly string[]>> = {
        [CIRRUS]: Object.values(CANARIES).filter((text) => text !== CANARIES.findings),
        [DELTA]: [CANARIES.findings, LISTED.reason],
      };
      expect([...found.inPrivateData].sort()).toEqual([...(entitled[mspId] ?? [])].sort());
    },
  );

  test('no file of a gateway and no log holds a trace', () => {
    const files = filesBelow(scene.data).filter((path) => !STORES.test(path));
    expect(files.length).toBeGreaterThan(MEMBERS.length);
    const hits = files.flatMap((path) => tracedInFile(path, TEXTS).map((text) => `${path}: ${text}`));
    expect(hits).toEqual([]);
    expect(tracedIn(Buffer.from(scene.consortium.output), TEXTS)).toEqual([]);
  });
});

/** A life with personal data in it, refusals included. */
async function leaveTraces(scene: MarketScene): Promise<void> {
  const cirrus = scene.at(CIRRUS);
  const { partyId } = await scene.keyed(CANARIES.name, PERSON);
  await cirrus.parties.amendPersonalRecord(partyId, { ...PERSON, name: CANARIES.newName });
  await cirrus.parties.personalRecord(partyId, 'annual review');
  const address = { line1: '2 Sample Quay', city: 'Dublin', postalCode: 'D02 X286', country: 'IE' };
  await cirrus.registerOrganisation({ name: 'Cirrus Custody', address, country: 'IE' });
  await cirrus.partyCredential(partyId, 'the holder asked');
  await scene.claim(DELTA, partyId, 'kyc', {
    details: { findings: CANARIES.findings, retention: { purpose: 'onboarding', basis: 'contract' } },
  });
  const restriction = { reason: CANARIES.reason, document: CANARIES.document };
  await scene.approve(CIRRUS, cirrus.parties.restrict(partyId, restriction));
  const entry = { standing: 'listed', reason: LISTED.reason, from: scene.today } as const;
  const entries = [
    { ...entry, subject: { party: LISTED.party } },
    { ...entry, subject: { lei: LISTED.lei } },
  ];
  await scene.at(DELTA).screening.changeList({ entries });
  const spoilt = { ...PERSON, keys: [], name: `${CANARIES.name}\u200b` };
  await expect(cirrus.registerParty(spoilt)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  const foreign = scene.at(DELTA).parties.personalRecord(partyId, 'curiosity');
  await expect(foreign).rejects.toMatchObject({ code: 'PARTY_RECORD_ABSENT' });
  const again = scene.at(DELTA).screening.changeList({ entries: [...entries, ...entries] });
  await expect(again).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await scene.caughtUp();
}

async function* blocksOf(
  opened: Promise<AsyncIterable<peer.BlockAndPrivateData> & { close(): void }>,
): AsyncGenerator<peer.BlockAndPrivateData> {
  const events = await opened;
  try {
    yield* events;
  } finally {
    events.close();
  }
}
