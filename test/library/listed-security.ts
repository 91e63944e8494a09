import { expect } from '@jest/globals';
import type { Deed, HolderRegister, NewEvidence, NewTransfer, Operation, VotingRole } from '@scrip/gateway-api';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import type { MarketScene } from '../support/market-scene.js';
import type { HoldersOfScene } from './holders-of-scene.js';
import type { LibraryRow, RefusedDeal } from './rows.js';

const WITHIN_MS = 60_000;
/** The latest day of a standing vote, from today. */
const STANDING_DAYS = 90;

/** Who has which place at the securities of the library. */
const PLACES = {
  registrar: BOREALIS,
  issuer: AURORA,
  notary: DELTA,
  sellersCustodian: CIRRUS,
  buyersCustodian: CIRRUS,
} as const satisfies Partial<Record<VotingRole, string>>;
type Place = keyof typeof PLACES;

/** By whose votes title passes under the protocols of the library. */
const VOTERS: Readonly<Record<string, { readonly by: 'standing' | 'ballot'; readonly places: readonly Place[] }>> = {
  'BookEntry@1': { by: 'standing', places: ['registrar', 'sellersCustodian', 'buyersCustodian'] },
  'RegistrarAlone@1': { by: 'standing', places: ['registrar'] },
  'RegistrarAndNotary@1': { by: 'standing', places: ['registrar', 'notary'] },
  'RegistrarAndIssuer@1': { by: 'ballot', places: ['registrar', 'issuer'] },
  'NotaryBallot@1': { by: 'ballot', places: ['registrar', 'sellersCustodian', 'notary'] },
};

const DEED: Deed = {
  sellersCapacity: 'principal',
  buyersCapacity: 'principal',
  consideration: 'c'.repeat(64),
};

/** A security of the library on the network, with those who deal in it. */
export class ListedSecurity {
  private constructor(
    private readonly scene: MarketScene,
    private readonly holders: HoldersOfScene,
    private readonly row: LibraryRow,
    private readonly isin: string,
    private readonly voters: (typeof VOTERS)[string],
  ) {}

  /** Registers the security of an adopted definition; whoever votes once for all transfers does. */
  static async register(
    scene: MarketScene,
    holders: HoldersOfScene,
    row: LibraryRow,
    definition: string,
  ): Promise<ListedSecurity> {
    const placement = { definition, registrar: BOREALIS, calendar: 'TARGET' };
    const { isin } = await scene.at(AURORA).registerSecurity(placement);
    const { security } = await eventually(
      () =>
        scene
          .at(BOREALIS)
          .security(isin)
          .catch(() => undefined),
      WITHIN_MS,
    );
    const voters = VOTERS[security.title?.protocol ?? ''];
    if (voters === undefined) throw new Error(`${row.file} has another title than those of the library`);
    const listed = new ListedSecurity(scene, holders, row, isin, voters);
    if (voters.by === 'standing') await listed.voteOnceForAll();
    return listed;
  }

  private async voteOnceForAll(): Promise<void> {
    const { scene, isin } = this;
    for (const role of this.voters.places) {
      const mspId = PLACES[role];
      await eventually(
        () =>
          scene
            .at(mspId)
            .security(isin)
            .catch(() => undefined),
        WITHIN_MS,
      );
      const given = { role, validUntil: scene.day(STANDING_DAYS) };
      await scene.approve(mspId, scene.at(mspId).title.giveStandingVote(isin, given));
    }
  }

  /** Who may subscribe does, exempted first where the offer is over. */
  async subscribed(): Promise<void> {
    const { scene, isin } = this;
    const { who, acquiredOn, exemptOf, units } = this.row.subscribes;
    const holderId = await this.holders.seller(who);
    if (exemptOf !== undefined) {
      const relief = { exemptionId: 'taken-over', party: holderId, rule: exemptOf, reason: 'relief' } as const;
      const exemption = { ...relief, validUntil: scene.day(1) };
      await scene.approve(AURORA, scene.at(AURORA).compliance.exempt(isin, exemption));
    }
    const allocations = [{ holderId, units, ...(acquiredOn === undefined ? {} : { acquiredOn }) }];
    await scene.approve(AURORA, scene.at(AURORA).issue(isin, { allocations }));
    await scene.caughtUp();
    expect(await this.register()).toMatchObject({ issuedUnits: units, items: [{ holderId, units }] });
  }

  /** Who may not subscribe does not, and nothing is in the register. */
  async subscriptionRefused({ who, units, code }: Omit<RefusedDeal, 'forGood'>): Promise<void> {
    const { scene, isin } = this;
    const allocations = [{ holderId: await this.holders.buyer(who), units }];
    await scene.refused(code, () => scene.at(AURORA).issue(isin, { allocations }));
    expect(await this.register()).toMatchObject({ issuedUnits: '0', items: [] });
  }

  /** The transfer that is allowed settles, with the votes and the consent that it needs. */
  async transferred(): Promise<void> {
    const { scene, row } = this;
    const { units, consented, afterShowing } = row.transfers;
    const [seller = 0n, buyer = 0n] = await this.unitsOf(row.transfers);
    const { id } = await this.instruct(row.transfers);
    if (consented === true) await scene.at(AURORA).compliance.consent(id, { decision: 'approved' });
    if (afterShowing !== undefined) await this.waitsUntilShown(id, afterShowing);
    if (this.voters.by === 'ballot') await this.votedOn(id);
    await this.ended(id, 'settled');
    const moved = BigInt(units);
    expect(await this.unitsOf(row.transfers)).toEqual([seller - moved, buyer + moved]);
  }

  /** The transfer that is refused does not, for the reason that the verdict names, and the register is as it was. */
  async transferRefused(): Promise<void> {
    const { scene, row } = this;
    const { code, consented, forGood } = row.transferRefused;
    const before = await this.register();
    const { id } = await this.instruct(row.transferRefused);
    if (consented === true) await scene.at(AURORA).compliance.consent(id, { decision: 'approved' });
    await scene.caughtUp();
    if (forGood === true) {
      expect(await this.ended(id, 'refused')).toMatchObject({ problem: { code } });
    } else {
      expect(await this.reasons(id)).toContain(code);
      expect(await scene.at(CIRRUS).operation(id)).toMatchObject({ status: 'pending' });
    }
    expect(await this.register()).toEqual(before);
  }

  /** A transfer to whose deed both have consented. */
  private async instruct({ who, units }: LibraryRow['transfers']): Promise<Operation> {
    const { scene, isin, holders } = this;
    const isElsewhere = who.custodian !== undefined;
    const transfer: NewTransfer = {
      ...{ isin, units, deed: DEED, fromHolderId: await holders.seller(this.row.subscribes.who) },
      toHolderId: await holders.buyer(who),
      ...(isElsewhere ? {} : { acceptance: {} }),
    };
    const operation = await scene.at(CIRRUS).transfer(transfer, { waitSeconds: 1 });
    if (isElsewhere) {
      await scene.caughtUp();
      await scene.at(who.custodian ?? '').title.accept(operation.id, {});
    }
    return operation;
  }

  /** The transfer waits for evidence of what stands behind the security, which the notary shows. */
  private async waitsUntilShown(id: string, kind: NewEvidence['kind']): Promise<void> {
    const { scene, isin } = this;
    await scene.caughtUp();
    expect(await this.reasons(id)).toContain('EVIDENCE_STALE');
    const shown = { evidenceId: `${kind}-1`, kind, document: 'd'.repeat(64), issuedOn: scene.today };
    await scene.approve(DELTA, scene.at(DELTA).evidence.publish(isin, shown));
    await scene.caughtUp();
    expect(await this.reasons(id)).not.toContain('EVIDENCE_STALE');
  }

  /** Whoever has a vote votes for it, once the ballot is open. */
  private async votedOn(id: string): Promise<void> {
    const { scene } = this;
    await eventually(async () => {
      const { votes } = await scene.at(BOREALIS).title.position(id);
      return votes?.tally === 'open' || undefined;
    }, WITHIN_MS);
    await scene.caughtUp();
    for (const role of this.voters.places) {
      await scene.at(PLACES[role]).title.vote(id, { role, decision: 'yes', reason: 'seen and in order' });
    }
  }

  private async ended(id: string, status: Operation['status']): Promise<Operation> {
    const { scene } = this;
    const operation = await eventually(async () => {
      const found = await scene.at(CIRRUS).operation(id);
      return found.status === 'pending' ? undefined : found;
    }, WITHIN_MS);
    expect(operation).toMatchObject({ status });
    await scene.caughtUp();
    return operation;
  }

  private async reasons(id: string): Promise<readonly string[]> {
    const { rules, compliance = [] } = await this.scene.at(CIRRUS).verdict(id);
    return [...rules.flatMap(({ reason }) => reason ?? []), ...compliance.flatMap(({ reasons }) => reasons)];
  }

  /** What seller and buyer hold. */
  private async unitsOf({ who }: LibraryRow['transfers']): Promise<readonly bigint[]> {
    const { items } = await this.register();
    const parties = [await this.holders.seller(this.row.subscribes.who), await this.holders.buyer(who)];
    return parties.map((party) => BigInt(items.find(({ holderId }) => holderId === party)?.units ?? '0'));
  }

  private async register(): Promise<Omit<HolderRegister, 'asOf'>> {
    const { asOf, ...register } = await this.scene.at(BOREALIS).register(this.isin);
    expect(asOf.block).toBeGreaterThan(0);
    return register;
  }
}
