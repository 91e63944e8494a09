import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Approval, NewIssuance, ScripClient } from '@scrip/gateway-api';
import { AURORA, CHANNEL, CIRRUS, Consortium, MEMBERS } from './consortium.js';
import { registerLike } from './definitions.js';
import type { EngineName } from './engine.js';
import { eventually } from './eventually.js';
import { listedSecurities } from './listed.js';
import { TestNetwork } from './network.js';
import { commandOf, descendantsOf, killNow } from './process-tree.js';
import { freeFirstPort, StartedConsortium } from './start.js';

const CAUGHT_UP_WITHIN_MS = 60_000;
const ADDRESS = { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02 X285', country: 'IE' };
/** Parties that are taken on at a time. */
const ONBOARDED_AT_ONCE = 25;

/** What `npm start` brings up, with the means to load it: gateways of all organisations, and sessions at their peers. */
export class GatewayScene {
  readonly peers: Consortium;

  private constructor(
    private readonly started: StartedConsortium,
    readonly network: TestNetwork,
  ) {
    this.peers = new Consortium(network);
  }

  static async open(engine: EngineName): Promise<GatewayScene> {
    const data = mkdtempSync(join(tmpdir(), 'scrip-gateways-'));
    const started = await StartedConsortium.start(engine, data, await freeFirstPort(), { args: ['--empty'] });
    if (started.hasEnded) throw new Error(`the consortium did not start\n${started.output}`);
    return new GatewayScene(started, TestNetwork.runningAt(engine, data));
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

  /**
   * Registers a security like the listed one with the most units, or the next one, without its rules and title.
   *
   * @param more - what its definition says besides, such as a title
   * @param place - how many have more units
   * @returns its ISIN
   */
  async registerSecurity(more: object = {}, place = 0): Promise<string> {
    const all = listedSecurities().filter(({ channel }) => channel === CHANNEL);
    const listed = all.sort((a, b) => (BigInt(a.authorisedUnits) < BigInt(b.authorisedUnits) ? 1 : -1))[place];
    if (listed === undefined) throw new Error(`no security on ${CHANNEL}`);
    const isin = await registerLike(this, listed, more);
    await this.caughtUp();
    return isin;
  }

  /** Takes people on who instruct through their custodian. @returns their ids */
  async parties(count: number, custodian = CIRRUS): Promise<readonly string[]> {
    const client = this.at(custodian);
    const ids: string[] = [];
    while (ids.length < count) {
      const next = Array.from({ length: Math.min(ONBOARDED_AT_ONCE, count - ids.length) }, (_, index) =>
        client.registerParty({ name: `Holder ${String(ids.length + index)}`, address: ADDRESS, country: 'IE' }),
      );
      ids.push(...(await Promise.all(next)).map(({ partyId }) => partyId));
    }
    await this.caughtUp();
    return ids;
  }

  /** Issues a lot to each holder. */
  issue(isin: string, holders: readonly string[], units: string): Promise<void> {
    return this.issueLots(
      isin,
      holders.map((holderId) => ({ holderId, units })),
    );
  }

  /** Issues lots: the issuer's maker proposes, its checker approves. */
  async issueLots(isin: string, allocations: NewIssuance['allocations']): Promise<void> {
    await this.approved(AURORA, this.at(AURORA).issue(isin, { allocations }));
  }

  /** Another operator approves what was proposed. */
  async approved(mspId: string, proposed: Promise<Approval>): Promise<Approval> {
    return this.at(mspId, 'checker').approve(await proposed);
  }

  async businessDate(): Promise<string> {
    const { businessDate } = (await this.at(AURORA).calendars.dates()).asOf;
    if (businessDate === null) throw new Error('the business day has not begun');
    return businessDate;
  }

  /** Who holds how much of a security, as a gateway shows it page by page. */
  async holdersOf(isin: string, mspId: string): Promise<ReadonlyMap<string, bigint>> {
    const held = new Map<string, bigint>();
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await this.at(mspId).register(isin, cursor === undefined ? {} : { cursor });
      for (const { holderId, units } of page.items) held.set(holderId, BigInt(units));
      cursor = page.nextCursor;
    }
    return held;
  }

  /** Kills an organisation's gateway as a power cut does; what started it starts it again. */
  killGateway(mspId: string): void {
    killNow(this.gatewayPid(mspId));
  }

  /** Process of an organisation's gateway. */
  gatewayPid(mspId: string): number {
    const pid = descendantsOf(this.started.pid).find((candidate) => {
      const command = commandOf(candidate) ?? [];
      return command.includes(mspId) && command.some((part) => part.endsWith('gateway-api/dist/main.mjs'));
    });
    if (pid === undefined) throw new Error(`no gateway of ${mspId} is running`);
    return pid;
  }

  /** Waits until every gateway shows the last block that any of them has. */
  async caughtUp(): Promise<void> {
    const last = Math.max(...(await Promise.all(MEMBERS.map((mspId) => this.block(mspId)))));
    for (const mspId of MEMBERS) {
      await eventually(async () => ((await this.block(mspId)) >= last ? true : undefined), CAUGHT_UP_WITHIN_MS);
    }
  }

  /** Number of the last block that a gateway has taken in. */
  async block(mspId = AURORA): Promise<number> {
    return (await this.at(mspId).calendars.dates()).asOf.block;
  }
}
