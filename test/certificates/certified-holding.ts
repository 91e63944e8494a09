import { randomBytes } from 'node:crypto';
import type { OwnershipCertificate } from '@scrip/gateway-api';
import type { PartyId } from '@scrip/model';
import { readBlock } from '../support/block.js';
import { openConnection, type Connection } from '../support/connection.js';
import { BOREALIS, CHANNEL, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import type { EngineName } from '../support/engine.js';
import { MarketScene } from '../support/market-scene.js';
import { TestNetwork } from '../support/network.js';

/** Name of the holder, which is nowhere but in its custodian's private collection. */
export const HOLDER = 'Mara Example';

/** A nonce as a verifier makes one. */
export const newNonce = (): string => randomBytes(16).toString('base64url');

/** Somebody who has units by an issue and by a transfer from another custodian, some of them pledged. */
export class CertifiedHolding {
  readonly #peers = new Map<string, Connection>();

  private constructor(
    readonly market: MarketScene,
    readonly network: TestNetwork,
    readonly isin: string,
    readonly holderId: PartyId,
  ) {}

  static async open(engine: EngineName): Promise<CertifiedHolding> {
    const market = await MarketScene.open(engine);
    const isin = await market.security(0);
    const holderId = await market.managed(HOLDER);
    const seller = await market.managed('Ben Example', {}, BOREALIS);
    await market.issue(isin, holderId, '40');
    await market.issue(isin, seller, '100');
    await market.caughtUp();
    const transfer = { isin, fromHolderId: seller, toHolderId: holderId, units: '60' };
    const sold = await market.at(BOREALIS).transfer(transfer, { waitSeconds: 5 });
    if (sold.status !== 'settled') throw new Error(`the transfer is ${sold.status}`);
    const lying = { holderId, beneficiary: seller, document: 'd'.repeat(64) };
    const pledge = { ...lying, kind: 'pledge', encumbranceId: 'pledge-1', units: '25' } as const;
    await market.approve(CIRRUS, market.at(CIRRUS).registrar.encumber(isin, pledge));
    const order = { ...lying, basis: 'court-order', encumbranceId: 'case-1', units: '10', over: 'pledge-1' } as const;
    await market.approve(DELTA, market.at(DELTA).registrar.attachUnits(isin, order));
    await market.caughtUp();
    return new CertifiedHolding(market, TestNetwork.runningAt(engine, market.data), isin, holderId);
  }

  async close(): Promise<void> {
    for (const connection of this.#peers.values()) connection.close();
    await this.market.close();
  }

  /** Address of an organisation's gateway. */
  url(mspId: string): string {
    return this.market.consortium.urlOf(MEMBERS.indexOf(mspId));
  }

  /** A session at an organisation's own peer. */
  at(mspId: string): Connection {
    const open = this.#peers.get(mspId) ?? openConnection(this.network.profile(CHANNEL, mspId));
    this.#peers.set(mspId, open);
    return open;
  }

  /** What the holder's custodian hands out for a nonce, with the holder's name where there is a purpose. */
  certificate(nonce: string, purpose?: string): Promise<OwnershipCertificate> {
    const options = purpose === undefined ? {} : { purpose };
    return this.market.at(CIRRUS).certificates.ownership(this.isin, this.holderId, nonce, options);
  }

  /** The same as a PDF. */
  pdf(nonce: string, purpose?: string): Promise<Uint8Array> {
    const options = purpose === undefined ? {} : { purpose };
    return this.market.at(CIRRUS).certificates.ownershipPdf(this.isin, this.holderId, nonce, options);
  }

  /** Block 0 of the channel, from another organisation than the one that hands the certificate out. */
  async anchor(): Promise<Buffer> {
    const block = await readBlock(this.at(DELTA).network, 0n);
    return Buffer.from(block.serializeBinary());
  }
}
