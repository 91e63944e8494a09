/** Parties of the plain rules. */
export const PARTIES = 3;
/** Days between the request of a recovery and its effect. */
export const RECOVERY_DAYS = 2;

/** Who restricts a party: its custodian or the regulator. */
export type Imposer = 'custodian' | 'regulator';

/** A party: its keys by label, of which the last one alone is in force. */
interface PlainParty {
  readonly labels: string[];
  recovery?: { readonly label: string; readonly from: number } | undefined;
  /** By who imposed them. */
  readonly restrictions: Map<Imposer, { readonly since: number; readonly outlasting: readonly string[] }>;
}

/** A mandate: so many of these agents together, up to so many units, up to a day. */
export interface PlainMandate {
  readonly id: string;
  readonly principal: number;
  readonly agents: readonly number[];
  readonly needed: number;
  readonly unitsMax: number;
  readonly until: number;
  readonly entered: number;
  /** Who appointed; absent: the principal granted it. */
  readonly appointedBy?: Imposer | undefined;
  readonly resigned: Set<number>;
  isEnded: boolean;
}

/** A signature of a party by one of its keys. */
interface PlainSignature {
  readonly party: number;
  readonly label: string;
}

/** An instruction that was entered. */
export interface PlainInstruction {
  readonly id: string;
  readonly principal: number;
  readonly units: number;
  readonly signatures: readonly PlainSignature[];
}

/**
 * Who may act for whom, said a second time in plain words: days are numbers and keys are labels. Nothing of the model
 * is used. Each function tells whether what is asked is done.
 */
export class PlainAuthority {
  day = 0;
  readonly parties: readonly PlainParty[] = Array.from({ length: PARTIES }, (_, index) => ({
    labels: [`first-${String(index)}`],
    restrictions: new Map(),
  }));
  readonly mandates: PlainMandate[] = [];

  party(index: number): PlainParty {
    const found = this.parties[index];
    if (found === undefined) throw new Error(`there is no party ${String(index)}`);
    return found;
  }

  key(index: number): string {
    return this.party(index).labels.at(-1) ?? '';
  }

  mandatesOf(index: number): readonly string[] {
    return this.mandates.filter(({ principal }) => principal === index).map(({ id }) => id);
  }

  rotate(index: number, label: string): boolean {
    if (!this.isFree(index)) return false;
    this.party(index).labels.push(label);
    return true;
  }

  askRecovery(index: number, label: string): boolean {
    this.party(index).recovery = { label, from: this.day + RECOVERY_DAYS };
    return true;
  }

  cancelRecovery(index: number): boolean {
    const party = this.party(index);
    if (party.recovery === undefined || party.restrictions.size > 0) return false;
    party.recovery = undefined;
    return true;
  }

  completeRecovery(index: number): boolean {
    const party = this.party(index);
    if (party.recovery === undefined || this.day < party.recovery.from) return false;
    party.labels.push(party.recovery.label);
    party.recovery = undefined;
    for (const each of this.mandates) {
      const named = [...party.restrictions.values()].map(({ outlasting }) => outlasting.includes(each.id));
      const isKept = each.appointedBy !== undefined || (named.length > 0 && !named.includes(false));
      if (each.principal === index && !isKept) each.isEnded = true;
    }
    return true;
  }

  restrict(index: number, by: Imposer, outlasting: readonly string[]): boolean {
    const { restrictions } = this.party(index);
    if (restrictions.has(by)) return false;
    restrictions.set(by, { since: this.day, outlasting });
    return true;
  }

  /** What the custodian appointed because of it ends: entered since, and not since an order that is left. */
  restore(index: number, by: Imposer): boolean {
    const { restrictions } = this.party(index);
    const lifted = restrictions.get(by);
    if (lifted === undefined) return false;
    restrictions.delete(by);
    for (const each of this.mandates) {
      const isOfCustodian = each.principal === index && each.appointedBy === 'custodian';
      if (isOfCustodian && each.entered >= lifted.since && !this.isUnderOrder(each)) each.isEnded = true;
    }
    return true;
  }

  /** Mandates that have run out make room for the new one: nobody needs to end them any more. */
  give(mandate: PlainMandate): boolean {
    if (mandate.appointedBy === undefined && !this.isFree(mandate.principal)) return false;
    if (mandate.appointedBy === 'custodian' && !this.isOrdered(mandate.principal)) return false;
    for (const each of this.mandates) {
      if (each.principal === mandate.principal && each.until < this.day) each.isEnded = true;
    }
    this.mandates.push(mandate);
    return true;
  }

  revoke(mandate: PlainMandate): boolean {
    const isGranted = mandate.appointedBy === undefined;
    if (mandate.isEnded || !isGranted || !this.isFree(mandate.principal)) return false;
    mandate.isEnded = true;
    return true;
  }

  withdraw(mandate: PlainMandate): boolean {
    if (mandate.isEnded || mandate.appointedBy === undefined) return false;
    mandate.isEnded = true;
    return true;
  }

  resign(mandate: PlainMandate, agent: number): boolean {
    if (mandate.isEnded || !mandate.agents.includes(agent) || mandate.resigned.has(agent)) return false;
    if (!this.isFree(agent)) return false;
    mandate.resigned.add(agent);
    return true;
  }

  /** Whether every signature is by a key that is in force: one that is not spoils the statement. */
  areInForce(signatures: readonly PlainSignature[]): boolean {
    return signatures.every(({ party, label }) => label === this.key(party));
  }

  /** @param heedsRecovery - false asks what would be if no recovery were pending */
  allows({ principal, units, signatures }: Omit<PlainInstruction, 'id'>, heedsRecovery = true): boolean {
    const signers = signatures
      .filter(({ party, label }) => label === this.key(party) && this.isFree(party, heedsRecovery))
      .map(({ party }) => party);
    if (signers.includes(principal)) return true;
    return this.mandates.some((mandate) => {
      if (mandate.principal !== principal || !this.counts(mandate) || units > mandate.unitsMax) return false;
      if (heedsRecovery && mandate.appointedBy === undefined && this.party(principal).recovery !== undefined)
        return false;
      const acting = signers.filter((each) => mandate.agents.includes(each) && !mandate.resigned.has(each));
      return acting.length >= mandate.needed;
    });
  }

  /** What a settlement makes of an instruction. */
  outcome(given: PlainInstruction): 'settled' | 'unchanged' | 'refused' {
    if (this.allows(given)) return 'settled';
    return this.allows(given, false) ? 'unchanged' : 'refused';
  }

  private counts(mandate: PlainMandate): boolean {
    if (mandate.isEnded || mandate.until < this.day) return false;
    // who has keys is spoken for by the custodian only while the regulator restricts
    if (mandate.appointedBy === 'custodian' && !this.isOrdered(mandate.principal)) return false;
    return [...this.party(mandate.principal).restrictions].every(([by, { since, outlasting }]) => {
      if (outlasting.includes(mandate.id)) return true;
      if (mandate.appointedBy === undefined) return false;
      // whom the regulator appointed under its own order the custodian's notice does not touch
      const isByOrder = mandate.appointedBy === 'regulator' && this.isUnderOrder(mandate);
      return mandate.entered >= since || (by === 'custodian' && isByOrder);
    });
  }

  private isOrdered(index: number): boolean {
    return this.party(index).restrictions.has('regulator');
  }

  private isUnderOrder({ principal, entered }: PlainMandate): boolean {
    const ordered = this.party(principal).restrictions.get('regulator');
    return ordered !== undefined && entered >= ordered.since;
  }

  private isFree(index: number, heedsRecovery = true): boolean {
    const { restrictions, recovery } = this.party(index);
    return restrictions.size === 0 && (recovery === undefined || !heedsRecovery);
  }
}
