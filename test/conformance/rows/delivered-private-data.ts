import { expect } from '@jest/globals';
import { common, type peer } from '@hyperledger/fabric-protos';
import { transactionsOf } from '../../support/block.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA } from '../../support/consortium.js';
import { type BlockRange, type DeliverCall, type Delivered, deliverFrom } from '../../support/peer-events.js';
import { type PrivateEntry, privateEntries } from '../../support/private-block.js';
import type { Outcome } from '../../support/probe.js';
import { required } from '../../support/transaction.js';
import { ENDORSEMENT_POLICY_FAILURE, VALID } from '../codes.js';
import { PrivateValues } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 0d83';

/** Who asks what of whom. */
interface Asking {
  readonly at?: string;
  readonly by?: string;
  readonly call?: DeliverCall;
  readonly channel?: string;
}

/** Row 66: blocks with the private data that a client may see, by the peer's own service. */
export function deliveredPrivateData(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);

  /** Asks the peer of `at` as a client of `by`, about the channel of these rows unless told otherwise. */
  function ask(
    range: Omit<BlockRange, 'channel'>,
    { at = AURORA, by = at, call = 'deliverWithPrivateData', channel = CHANNEL }: Asking = {},
  ): Promise<Delivered> {
    const { network } = scene.consortium;
    return deliverFrom(network.profile(CHANNEL, at), scene.consortium.user(by, 'user1'), call, { channel, ...range });
  }

  async function blockOf({ status }: Outcome, at: string, by = at): Promise<peer.BlockAndPrivateData> {
    const { responses, status: end } = await ask({ first: status.blockNumber, last: status.blockNumber }, { at, by });
    expect(end).toBe('SUCCESS');
    expect(responses).toHaveLength(1);
    return required(responses[0]?.getBlockAndPrivateData(), 'block with private data');
  }

  /** What a client sees of a transaction, by collection. */
  async function seen(outcome: Outcome, at: string, by = at): Promise<Record<string, readonly PrivateEntry[]>> {
    const delivered = await blockOf(outcome, at, by);
    const position = transactionsOf(required(delivered.getBlock(), 'block')).findIndex(
      ({ txId }) => txId === outcome.status.transactionId,
    );
    return Object.fromEntries(privateEntries(delivered, position));
  }

  record.row(66, 'a block comes with what the peer of the organisation has, and with nothing elsewhere', async () => {
    const key = scene.key('delivered');
    const steps = ['pair', 'readers', 'silent'].map((collection) => values.put(collection, key));
    const outcome = await scene.probe().submitValid(steps, { transient: { secret: SECRET }, endorsers: [AURORA] });
    const all = { pair: [[key, SECRET]], readers: [[key, SECRET]], silent: [[key, SECRET]] };
    for (const member of [AURORA, BOREALIS]) expect(await seen(outcome, member)).toEqual(all);
    for (const outsider of [CIRRUS, DELTA]) {
      const delivered = await blockOf(outcome, outsider);
      expect(delivered.getPrivateDataMapMap().getLength()).toBe(0);
      const block = required(delivered.getBlock(), 'block');
      expect(transactionsOf(block).map(({ txId }) => txId)).toContain(outcome.status.transactionId);
    }
  });

  record.row(66, 'a stranger sees at the peer of a member what is not memberOnlyRead', async () => {
    const key = scene.key('delivered');
    const steps = ['pair', 'readers', 'writers'].map((collection) => values.put(collection, key));
    const outcome = await scene.probe().submitValid(steps, { transient: { secret: SECRET }, endorsers: [AURORA] });
    expect(await seen(outcome, AURORA, DELTA)).toEqual({ pair: [[key, SECRET]], writers: [[key, SECRET]] });
    expect(Object.keys(await seen(outcome, AURORA, BOREALIS))).toEqual(['pair', 'readers', 'writers']);
    const hidden = await scene.probe().submitValid([values.put('readers', key)], {
      transient: { secret: SECRET },
      endorsers: [AURORA],
    });
    expect((await blockOf(hidden, AURORA, DELTA)).getPrivateDataMapMap().getLength()).toBe(0);
  });

  record.row(66, 'an implicit collection is seen by everybody at the peer of its organisation', async () => {
    const collection = `_implicit_org_${CIRRUS}`;
    const key = scene.key('delivered');
    const outcome = await scene.probe(CIRRUS).submitValid([values.put(collection, key)], {
      transient: { secret: SECRET },
      endorsers: [CIRRUS],
    });
    for (const client of [CIRRUS, DELTA]) {
      expect(await seen(outcome, CIRRUS, client)).toEqual({ [collection]: [[key, SECRET]] });
    }
    expect(await seen(outcome, AURORA)).toEqual({});
  });

  record.row(66, 'each transaction of a block has its own, the invalid ones as well', async () => {
    const outcomes = await scene.inOneBlock(async () => [
      await values.endorse([values.put('pair', scene.key('first'))], [AURORA]),
      await scene.probe().endorse([{ op: 'put', key: scene.key('public'), value: 'v' }], { endorsers: [AURORA] }),
      await values.endorse([values.put('signed', scene.key('invalid'))], [BOREALIS]),
      await values.endorse([values.put('silent', scene.key('last'))], [AURORA]),
    ]);
    expect(outcomes.map(({ status }) => status.code)).toEqual([VALID, VALID, ENDORSEMENT_POLICY_FAILURE, VALID]);
    for (const member of [AURORA, BOREALIS]) {
      const collections = await Promise.all(outcomes.map(async (outcome) => Object.keys(await seen(outcome, member))));
      expect(collections).toEqual([['pair'], [], ['signed'], ['silent']]);
    }
  });

  record.row(66, 'deletes come with their key, purges leave nothing', async () => {
    const key = await values.given('pair', [AURORA]);
    const remove = { op: 'privateDelete', collection: 'pair', key };
    const deleted = await scene.probe().submitValid([remove], { endorsers: [AURORA] });
    expect(await seen(deleted, BOREALIS)).toEqual({ pair: [[key, '']] });
    const purge = { op: 'privatePurge', collection: 'pair', key };
    const purged = await scene.probe().submitValid([purge], { endorsers: [AURORA] });
    expect((await seen(deleted, BOREALIS))['pair'] ?? []).toEqual([]);
    expect((await seen(purged, BOREALIS))['pair'] ?? []).toEqual([]);
  });

  record.row(66, 'headers alone come with the same private data', async () => {
    const key = scene.key('delivered');
    const outcome = await scene.probe().submitValid([values.put('pair', key)], {
      transient: { secret: SECRET },
      endorsers: [AURORA],
    });
    const number = outcome.status.blockNumber;
    const { responses, status } = await ask({ first: number, last: number, headersOnly: true });
    expect(status).toBe('SUCCESS');
    const delivered = required(responses[0]?.getBlockAndPrivateData(), 'block with private data');
    expect(delivered.getBlock()?.getData()?.getDataList() ?? []).toEqual([]);
    const position = await scene.positionOf(outcome.status);
    expect(privateEntries(delivered, position).get('pair')).toEqual([[key, SECRET]]);
  });

  record.row(66, 'the calls without private data send none', async () => {
    const key = scene.key('delivered');
    const outcome = await scene.probe().submitValid([values.put('pair', key)], {
      transient: { secret: SECRET },
      endorsers: [AURORA],
    });
    const number = outcome.status.blockNumber;
    for (const call of ['deliver', 'deliverFiltered'] as const) {
      const { responses, status } = await ask({ first: number, last: number }, { call });
      expect(status).toBe('SUCCESS');
      expect(responses.map((response) => response.hasBlockAndPrivateData())).toEqual([false]);
      expect(Buffer.from(responses[0]?.serializeBinary() ?? []).includes(SECRET)).toBe(false);
    }
  });

  record.row(66, 'who is no reader of the channel is refused, and what makes no sense too', async () => {
    const genesis = { first: 0n, last: 0n };
    const refused = async (range: Omit<BlockRange, 'channel'>, asking?: Asking): Promise<string> => {
      const { responses, status } = await ask(range, asking);
      expect(responses).toEqual([]);
      return status;
    };
    expect((await ask(genesis, { channel: 'placements' })).status).toBe('SUCCESS');
    expect(await refused(genesis, { channel: 'placements', by: CIRRUS })).toBe('FORBIDDEN');
    expect(await refused(genesis, { channel: 'nowhere' })).toBe('NOT_FOUND');
    expect(await refused({ first: 2n, last: 1n })).toBe('BAD_REQUEST');
    expect(await refused({ first: 1_000_000n, last: 1_000_001n })).toBe('NOT_FOUND');
    const [first] = (await ask(genesis)).responses;
    const config = required(first?.getBlockAndPrivateData()?.getBlock(), 'genesis block');
    expect(transactionsOf(config).map(({ type }) => type)).toEqual([common.HeaderType.CONFIG]);
    expect(first?.getBlockAndPrivateData()?.getPrivateDataMapMap().getLength()).toBe(0);
  });
}
