import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';
import { networkCommand, REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, Consortium, MEMBERS } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { fabricTool, runDiscover, runPeer, type ToolResult, type ToolUser } from './fabric-tools.js';

const START_TIMEOUT_MS = 180_000;
const TEST_TIMEOUT_MS = 60_000;
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
/** Domain of the first member in config/organizations. */
const DOMAIN = 'aurora.example';

const engine = engineUnderTest();
const missing = ['peer', 'discover'].filter((name) => fabricTool(name) === undefined);
const unavailable =
  whyUnavailable(engine) ?? (missing.length === 0 ? undefined : `no ${missing.join(' and ')} in FABRIC_BIN or on PATH`);

/** Fabric's own `peer` and `discover`, unmodified, against the engine under test. */
if (unavailable !== undefined) {
  report(`Fabric's own programs on ${engine} skipped: ${unavailable}`);
  test.skip(`Fabric's own programs on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`Fabric's own programs on ${engine}`, () => {
    let network: TestNetwork;
    let consortium: Consortium;
    const user = (label: string): ToolUser => ({
      profile: network.profile(CHANNEL, AURORA),
      mspDirectory: join(
        network.directory,
        'export',
        'peerOrganizations',
        DOMAIN,
        'users',
        `${label}@${DOMAIN}`,
        'msp',
      ),
    });
    const peer = (label: string, ...args: string[]): Promise<ToolResult> =>
      runPeer(user(label), join(network.directory, 'tools'), args);
    const discover = (label: string, ...args: string[]): Promise<ToolResult> => runDiscover(user(label), args);

    beforeAll(async () => {
      network = await TestNetwork.start(engine);
      consortium = new Consortium(network);
      const collections = join(PROBE, 'collections.json');
      await network.deploy({
        name: 'probe',
        path: PROBE,
        channels: [CHANNEL],
        collections,
        inProcess: engine === 'devnet',
      });
      const to = join(network.directory, 'export');
      await networkCommand(['export', '--data', network.directory, '--to', to], TEST_TIMEOUT_MS);
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      consortium.close();
      await network.end();
    }, START_TIMEOUT_MS);

    const invocation = (...steps: readonly object[]): string =>
      JSON.stringify({ Args: ['run', JSON.stringify(steps)] });

    test(
      'peer channel list, getinfo',
      async () => {
        const channels = await peer('User1', 'channel', 'list');
        const [heading, ...names] = channels.stdout.trim().split('\n');
        expect(heading).toBe('Channels peers has joined: ');
        expect(names.sort()).toEqual(['placements', CHANNEL]);
        const info = await peer('User1', 'channel', 'getinfo', '-c', CHANNEL);
        const text = info.stdout.replace(/^Blockchain info: /, '');
        const { height, currentBlockHash } = JSON.parse(text) as { height: number; currentBlockHash: string };
        expect(height).toBeGreaterThan(1);
        expect(currentBlockHash).toMatch(/^[A-Za-z0-9+/]{43}=$/);
        const unknown = await peer('User1', 'channel', 'getinfo', '-c', 'nowhere');
        expect(unknown.status).not.toBe(0);
        expect(unknown.stderr).toContain('Invalid chain ID, nowhere');
      },
      TEST_TIMEOUT_MS,
    );

    async function fetched(which: string): Promise<common.Block> {
      const file = join(network.directory, 'tools', `${which}.block`);
      const result = await peer('User1', 'channel', 'fetch', which, file, '-c', CHANNEL);
      expect(result).toMatchObject({ status: 0 });
      return common.Block.deserializeBinary(readFileSync(file));
    }

    test(
      'peer channel fetch oldest, newest, config and by number, from the peer',
      async () => {
        const newest = await fetched('newest');
        const number = newest.getHeader()?.getNumber() ?? 0;
        expect(number).toBeGreaterThan(0);
        expect((await fetched('oldest')).getHeader()?.getNumber()).toBe(0);
        expect((await fetched('config')).getHeader()?.getNumber()).toBe(0);
        const stored = await consortium.block(BigInt(number));
        expect(Buffer.from((await fetched(String(number))).serializeBinary())).toEqual(
          Buffer.from(stored.serializeBinary()),
        );
        const beyond = await peer('User1', 'channel', 'fetch', '4000', '-c', CHANNEL);
        expect(beyond.stderr).toContain("can't read the block: &{NOT_FOUND}");
      },
      TEST_TIMEOUT_MS,
    );

    test(
      'peer chaincode query, and what it says of what does not exist',
      async () => {
        await consortium.probe(AURORA).submitValid([{ op: 'put', key: 'greeting', value: 'hello' }]);
        const query = ['chaincode', 'query', '-C', CHANNEL, '-n'];
        const found = await peer('User1', ...query, 'probe', '-c', invocation({ op: 'get', key: 'greeting' }));
        expect(found.stdout.trim()).toBe('["hello"]');
        const unknown = await peer('User1', ...query, 'nothing', '-c', invocation());
        expect(unknown.stderr).toContain(
          'make sure the chaincode nothing has been successfully defined on channel securities and try again: ' +
            'chaincode nothing not found',
        );
      },
      TEST_TIMEOUT_MS,
    );

    test(
      'peer lifecycle chaincode querycommitted, queryapproved, checkcommitreadiness, queryinstalled',
      async () => {
        const lifecycle = ['lifecycle', 'chaincode'];
        const all = await peer('User1', ...lifecycle, 'querycommitted', '-C', CHANNEL);
        expect(all.stdout).toContain(
          'Name: probe, Version: 1.0.0, Sequence: 1, Endorsement Plugin: escc, Validation Plugin: vscc',
        );
        const one = await peer('User1', ...lifecycle, 'querycommitted', '-C', CHANNEL, '-n', 'probe');
        expect(one.stdout).toContain(`Approvals: [${MEMBERS.map((mspId) => `${mspId}: true`).join(', ')}]`);
        const none = await peer('User1', ...lifecycle, 'querycommitted', '-C', CHANNEL, '-n', 'nothing');
        expect(none.stderr).toContain('query failed with status: 404 - namespace nothing is not defined');
        const approved = await peer('Admin', ...lifecycle, 'queryapproved', '-C', CHANNEL, '-n', 'probe');
        expect(approved.stdout).toMatch(/sequence: 1, version: 1\.0\.0, init-required: false, package-id: probe/);
        const next = ['-C', CHANNEL, '-n', 'probe', '-v', '2', '--sequence', '2'];
        const ready = await peer('Admin', ...lifecycle, 'checkcommitreadiness', ...next);
        for (const mspId of MEMBERS) expect(ready.stdout).toContain(`${mspId}: false`);
        const installed = await peer('Admin', ...lifecycle, 'queryinstalled');
        expect(installed.stdout).toMatch(/Package ID: probe\S+, Label: probe/);
        const refused = await peer('User1', ...lifecycle, 'queryinstalled');
        expect(refused.stderr).toContain('The identity does not contain OU [ADMIN], MSP: [AuroraMSP]');
      },
      TEST_TIMEOUT_MS,
    );

    /** An orderer as discovery names it, with the CA of its TLS certificate. */
    async function ordererFlags(): Promise<readonly string[]> {
      const config = JSON.parse((await discover('User1', 'config', '--channel', CHANNEL)).stdout) as {
        readonly orderers: Record<string, { readonly endpoint: readonly { host: string; port: number }[] }>;
      };
      const endpoint = config.orderers[AURORA]?.endpoint[0];
      const { tlsRootCert } = network.profile(CHANNEL, AURORA);
      return ['-o', `${endpoint?.host}:${endpoint?.port}`, '--tls', '--cafile', tlsRootCert];
    }

    function peersOf(...mspIds: readonly string[]): readonly string[] {
      return mspIds.flatMap((mspId) => {
        const { gateway, tlsRootCert } = network.profile(CHANNEL, mspId);
        return ['--peerAddresses', gateway, '--tlsRootCertFiles', tlsRootCert];
      });
    }

    test(
      'peer chaincode invoke at named peers, through an orderer, waiting for the event',
      async () => {
        const invoke = [
          'chaincode',
          'invoke',
          '-C',
          CHANNEL,
          '-n',
          'probe',
          '--waitForEvent',
          ...(await ordererFlags()),
        ];
        const put = (value: string): string => invocation({ op: 'put', key: 'invoked', value });
        const valid = await peer('User1', ...invoke, ...peersOf(AURORA, BOREALIS, CIRRUS), '-c', put('by the tool'));
        expect(valid).toMatchObject({ status: 0 });
        expect(await consortium.probe(AURORA).evaluateOne({ op: 'get', key: 'invoked' })).toBe('by the tool');
        const invalid = await peer('User1', ...invoke, ...peersOf(AURORA), '-c', put('by too few'));
        expect(invalid.status).not.toBe(0);
        expect(invalid.stderr).toContain('transaction invalidated with status (ENDORSEMENT_POLICY_FAILURE)');
        const transient = JSON.stringify({ secret: Buffer.from('hidden').toString('base64') });
        const secret = invocation({ op: 'privatePut', collection: 'open', key: 'invoked', transient: 'secret' });
        const privately = await peer(
          'User1',
          ...invoke,
          ...peersOf(AURORA, BOREALIS, CIRRUS),
          '--transient',
          transient,
          '-c',
          secret,
        );
        expect(privately).toMatchObject({ status: 0 });
        const read = { op: 'privateGet', collection: 'open', key: 'invoked' };
        expect(await consortium.probe(AURORA).evaluateOne(read)).toBe('hidden');
      },
      TEST_TIMEOUT_MS,
    );

    test(
      'peer channel fetch from an orderer',
      async () => {
        const orderer = await ordererFlags();
        for (const which of ['newest', 'oldest', 'config', '1']) {
          const file = join(network.directory, 'tools', `orderer-${which}.block`);
          const result = await peer('User1', 'channel', 'fetch', which, file, '-c', CHANNEL, ...orderer);
          expect(result).toMatchObject({ status: 0 });
          const block = common.Block.deserializeBinary(readFileSync(file));
          const stored = await consortium.block(BigInt(block.getHeader()?.getNumber() ?? 0));
          expect(block.getHeader()?.toObject()).toEqual(stored.getHeader()?.toObject());
        }
      },
      TEST_TIMEOUT_MS,
    );

    test(
      'discover peers, config, endorsers',
      async () => {
        const peers = JSON.parse((await discover('User1', 'peers', '--channel', CHANNEL)).stdout) as {
          readonly MSPID: string;
          readonly Chaincodes: readonly string[];
        }[];
        expect(peers.map(({ MSPID }) => MSPID).sort()).toEqual(MEMBERS);
        for (const { Chaincodes } of peers) expect([...Chaincodes].sort()).toEqual(['_lifecycle', 'probe']);
        const config = JSON.parse((await discover('User1', 'config', '--channel', CHANNEL)).stdout) as {
          readonly msps: Record<string, unknown>;
          readonly orderers: Record<string, unknown>;
        };
        expect(Object.keys(config.msps).sort()).toEqual(MEMBERS);
        expect(Object.keys(config.orderers).sort()).toEqual(MEMBERS);
        expect((await discover('User1', 'peers')).stderr).toContain('access denied');
      },
      TEST_TIMEOUT_MS,
    );

    async function layouts(...args: string[]): Promise<readonly (readonly string[])[]> {
      const { stdout } = await discover('User1', 'endorsers', '--channel', CHANNEL, '--chaincode', 'probe', ...args);
      const [descriptor] = JSON.parse(stdout) as {
        readonly EndorsersByGroups: Record<string, { readonly MSPID: string }[]>;
        readonly Layouts: { readonly quantities_by_group: Record<string, number> }[];
      }[];
      const found = (descriptor?.Layouts ?? []).map(({ quantities_by_group }) =>
        Object.keys(quantities_by_group)
          .map((group) => descriptor?.EndorsersByGroups[group]?.[0]?.MSPID ?? group)
          .sort(),
      );
      return found.sort((a, b) => (a.join() < b.join() ? -1 : 1));
    }

    test(
      'discover endorsers plans by policies and collections',
      async () => {
        expect(await layouts()).toEqual(threeOf(MEMBERS));
        expect(await layouts('--collection', 'probe:auroraEndorsed')).toEqual([[AURORA]]);
        expect(await layouts('--collection', 'probe:shared', '--noPrivateReads', 'probe')).toEqual(threeOf(MEMBERS));
        const members = await discover(
          'User1',
          'endorsers',
          '--channel',
          CHANNEL,
          '--chaincode',
          'probe',
          '--collection',
          'probe:shared',
        );
        expect(members.stderr).toMatch(
          /failed constructing descriptor for chaincodes:\{name:"probe" +collection_names:"shared"\}/,
        );
      },
      TEST_TIMEOUT_MS,
    );
  });
}

/** All sets of three, sorted. */
function threeOf(members: readonly string[]): readonly (readonly string[])[] {
  return members
    .map((left) => members.filter((member) => member !== left).sort())
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}
