import { REGISTRAR, REGULATOR } from './market.js';

/** Holders of a register. */
export const HOLDERS = 3;

/** Units that are authorised. */
export const AUTHORISED = 1_000;

/** Who freezes units. */
export const FREEZERS = [REGISTRAR, REGULATOR] as const;
/** One of them. */
export type Freezer = (typeof FREEZERS)[number];

/** An act on a register, and with whom and how many units it is tried. */
export interface Step {
  readonly kind:
    | 'issue'
    | 'transfer'
    | 'freezeUnits'
    | 'liftUnits'
    | 'freezeHolder'
    | 'liftHolder'
    | 'pause'
    | 'resume'
    | 'force'
    | 'recover'
    | 'redeem'
    | 'pledge'
    | 'release'
    | 'consolidate'
    | 'amendRules'
    | 'nextDay';
  readonly holder: number;
  readonly other: number;
  readonly units: number;
  readonly by: Freezer;
  readonly releases: boolean;
}

/** One holding as plain numbers. */
export class Holding {
  units = 0;
  isFrozen = false;
  readonly frozen = new Map<Freezer, number>();
  readonly pledges = new Map<string, number>();

  get pledged(): number {
    return [...this.pledges.values()].reduce((sum, units) => sum + units, 0);
  }

  get frozenUnits(): number {
    return Math.max(0, ...this.frozen.values());
  }

  get available(): number {
    return Math.max(0, this.units - this.pledged - this.frozenUnits);
  }
}

const ENDS = ['liftUnits', 'liftHolder', 'release'] as const;

/** What an act is about. */
interface Asked {
  readonly step: Step;
  readonly holding: Holding;
  readonly other: Holding;
  /** Of the pledge that it would make. */
  readonly id: string;
}

/** The register by plain arithmetic, written without the code under test: says whether a step is done, and does it. */
export class Expectation {
  readonly holdings = Array.from({ length: HOLDERS }, () => new Holding());
  issued = 0;
  private isPaused = false;

  private readonly acts: Readonly<Record<Step['kind'], (asked: Asked) => boolean>> = {
    issue: ({ step: { units }, holding }) =>
      this.issued + units <= AUTHORISED && this.mayMove(holding) && this.change(holding, units),
    redeem: ({ step: { units }, holding }) =>
      this.mayMove(holding) && holding.available >= units && this.change(holding, -units),
    transfer: ({ step: { units }, holding, other }) =>
      holding !== other &&
      this.mayMove(holding) &&
      this.mayMove(other) &&
      holding.available >= units &&
      move(holding, other, units),
    force: (asked) => force(asked),
    recover: ({ holding, other }) => !this.isPaused && recover(holding, other),
    freezeUnits: ({ step: { units, by }, holding }) => units <= holding.units && holding.frozen.set(by, units).has(by),
    liftUnits: ({ step: { by }, holding }) => holding.frozen.delete(by),
    freezeHolder: ({ holding }) => (holding.isFrozen = true),
    liftHolder: ({ holding }) => holding.isFrozen && !(holding.isFrozen = false),
    pause: () => (this.isPaused = true),
    resume: () => this.isPaused && !(this.isPaused = false),
    pledge: ({ step: { units }, holding, id }) => holding.available >= units && holding.pledges.set(id, units).has(id),
    release: ({ holding: { pledges } }) => pledges.delete([...pledges.keys()][0] ?? ''),
    consolidate: () => true,
    // rules that bind nobody here: what they bring with them is for the audit to judge
    amendRules: () => true,
    nextDay: () => true,
  };

  of(index: number): Holding {
    const found = this.holdings[index];
    if (found === undefined) throw new Error('no such holder');
    return found;
  }

  /** Half of the steps that end something are aimed at something that there is: few would meet it by chance. */
  aimed(step: Step): Step {
    if (!step.releases || !ENDS.some((kind) => kind === step.kind)) return step;
    const has = ({ isFrozen, frozen, pledges }: Holding): boolean =>
      step.kind === 'liftHolder' ? isFrozen : (step.kind === 'release' ? pledges.size : frozen.size) > 0;
    const holder = this.holdings.findIndex(has);
    if (holder < 0) return step;
    const [by = step.by] = step.kind === 'liftUnits' ? this.of(holder).frozen.keys() : [];
    return { ...step, holder, by };
  }

  take(step: Step, id: string): boolean {
    return this.acts[step.kind]({ step, holding: this.of(step.holder), other: this.of(step.other), id });
  }

  private mayMove({ isFrozen }: Holding): boolean {
    return !this.isPaused && !isFrozen;
  }

  private change(holding: Holding, units: number): true {
    holding.units += units;
    this.issued += units;
    return true;
  }
}

function move(from: Holding, to: Holding, units: number): true {
  from.units -= units;
  to.units += units;
  return true;
}

function force({ step: { units, by, releases }, holding, other }: Asked): boolean {
  const slot = holding.frozen.get(by) ?? 0;
  const released = releases ? Math.min(units, slot) : 0;
  const left = new Map(holding.frozen);
  if (released > 0) left.set(by, slot - released);
  const frozen = Math.max(0, ...left.values());
  if (holding === other || other.isFrozen || holding.units - holding.pledged - frozen < units) return false;
  holding.frozen.clear();
  for (const [freezer, still] of left) if (still > 0) holding.frozen.set(freezer, still);
  return move(holding, other, units);
}

function recover(holding: Holding, other: Holding): boolean {
  const meets = FREEZERS.some((by) => holding.frozen.has(by) && other.frozen.has(by));
  const escapes = holding.isFrozen && !other.isFrozen;
  if (holding === other || holding.units === 0 || escapes || meets) return false;
  for (const [by, units] of holding.frozen) other.frozen.set(by, units);
  for (const [id, units] of holding.pledges) other.pledges.set(id, units);
  holding.frozen.clear();
  holding.pledges.clear();
  return move(holding, other, holding.units);
}
