import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConsortium, registrationOf } from '@scrip/config';
import type { ScripClient } from '@scrip/gateway-api';
import { AURORA, CHANNEL, CIRRUS, Consortium, MEMBERS } from '../support/consortium.js';
import type { EngineName } from '../support/engine.js';
import { eventually } from '../support/eventually.js';
import { TestNetwork } from '../support/network.js';
import { freeFirstPort, StartedConsortium } from '../support/start.js';

const CAUGHT_UP_WITHIN_MS = 60_000;
const ADDRESS = { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02 X285', country: 'IE' };
/** Parties that are taken on at a time. */
const ONBOARDED_AT_ONCE = 25;

/** What `npm start` brings up, with the means to load it: gateways of all organisations, and sessions at their peers. */
export class BenchScene {
  readonly peers: Consortium;

  private constructor(
    private readonly started: StartedConsortium,
    readonly network: TestNetwork,
  ) {
    this.peers = new Consortium(network);
  }

  static async open(engine: EngineName): Promise<BenchScene> {
    const data = mkdtempSync(join(tmpdir(), 'scrip-bench-'));
    const started = await StartedConsortium.start(engine, data, await freeFirstPort(), { args: ['--empty'] });
    if (started.hasEnded) throw new Error(`the consortium did not start\n${started.output}`);
    return new BenchScene(started, TestNetwork.runningAt(engine, data));
  }

  async close(): Promise<void> {
    this.peers.close();
    await this.started.interrupt();
    rmSync(this.network.directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** A client of an organisation's gateway. */
  at(mspId: string, role: 'maker' | 'checker' = 'maker'): ScripClient {
    return this.started.client(MEMBERS.indexOf(mspId), mspId, role);
  }

  /** Registers the security of config/securities with the most units. @returns its ISIN */
  async registerSecurity(): Promise<string> {
    const files = loadConsortium().securities.filter(({ channel }) => channel === CHANNEL);
    const [file] = files.sort((a, b) => (BigInt(a.authorisedUnits) < BigInt(b.authorisedUnits) ? 1 : -1));
    if (file === undefined) throw new Error(`no security on ${CHANNEL}`);
    const registration = registrationOf(file);
    await this.at(AURORA).registerSecurity(registration as never);
    await this.caughtUp();
    return registration.isin;
  }

  /** Takes people on who instruct through their custodian. @returns their ids */
  async parties(count: number): Promise<readonly string[]> {
    const ids: string[] = [];
    while (ids.length < count) {
      const next = Array.from({ length: Math.min(ONBOARDED_AT_ONCE, count - ids.length) }, (_, index) =>
        this.at(CIRRUS).registerParty({
          name: `Holder ${String(ids.length + index)}`,
          address: ADDRESS,
          country: 'IE',
        }),
      );
      ids.push(...(await Promise.all(next)).map(({ partyId }) => partyId));
    }
    await this.caughtUp();
    return ids;
  }

  /** Issues a lot to each holder: the issuer's maker proposes, its checker approves. */
  async issue(isin: string, holders: readonly string[], units: string): Promise<void> {
    const body = { allocations: holders.map((holderId) => ({ holderId, units })) };
    await this.at(AURORA, 'checker').approve(await this.at(AURORA).issue(isin, body));
  }

  /** Waits until every gateway shows the last block that any of them has. */
  async caughtUp(): Promise<void> {
    const block = async (mspId: string): Promise<number> => (await this.at(mspId).calendars.dates()).asOf.block;
    const last = Math.max(...(await Promise.all(MEMBERS.map(block))));
    for (const mspId of MEMBERS) {
      await eventually(async () => ((await block(mspId)) >= last ? true : undefined), CAUGHT_UP_WITHIN_MS);
    }
  }
}
