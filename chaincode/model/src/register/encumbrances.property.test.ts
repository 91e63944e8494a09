import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors/domain-error.js';
import type { PartyId } from '../identifiers/names.js';
import { factsOf, ORDER, SHARE, side, TODAY, transactionId } from '../test-support/register.js';
import { unitsObstacle } from './available.js';
import {
  encumberedUnits,
  inRankOrder,
  parcelsOf,
  requireEncumbrance,
  withEncumbrance,
  type Encumbrance,
} from './encumbrance.js';
import { totalUnits, type Lot } from './lot.js';
import { moveHolding } from './move-holding.js';
import type { Movement } from './movement.js';
import { subordinated } from './subordination.js';

const NAMES = ['a', 'b', 'c'] as const;
type Name = (typeof NAMES)[number];

/** One act, before it meets the state; `pick` and `other` choose among the encumbrances that there are. */
interface Step {
  readonly act:
    'lay' | 'layOver' | 'subordinate' | 'transfer' | 'transferSubject' | 'force' | 'enforce' | 'release' | 'recover';
  readonly from: Name;
  readonly to: Name;
  readonly kind: Encumbrance['kind'];
  readonly follows: boolean;
  readonly units: number;
  readonly pick: number;
  readonly other: number;
}

/** Units unit by unit, each with the ids of what lies on it: written without the code under test. */
class PlainRegister {
  readonly free = new Map<Name, number>(NAMES.map((name) => [name, name === 'a' ? 200 : 100]));
  /** By holder: parcels with their ids in the order of ranks. */
  readonly parcels = new Map<Name, { ranks: string[]; units: Set<string>[] }[]>(NAMES.map((name) => [name, []]));
  readonly kinds = new Map<string, Pick<Step, 'kind' | 'follows'>>();

  of(name: Name): { ranks: string[]; units: Set<string>[] }[] {
    return this.parcels.get(name) ?? [];
  }

  ids(name: Name): readonly string[] {
    return this.of(name).flatMap(({ ranks }) => ranks);
  }

  private give(name: Name, count: number): void {
    this.free.set(name, (this.free.get(name) ?? 0) + count);
  }

  /** Units on which nothing lies are free, and a parcel without any is none. */
  private tidy(): void {
    for (const name of NAMES) {
      for (const parcel of this.of(name)) {
        this.give(name, parcel.units.filter(({ size }) => size === 0).length);
        parcel.units = parcel.units.filter(({ size }) => size > 0);
        parcel.ranks = parcel.ranks.filter((id) => parcel.units.some((unit) => unit.has(id)));
      }
      this.parcels.set(
        name,
        this.of(name).filter(({ units }) => units.length > 0),
      );
    }
  }

  lay(id: string, { from, units, kind, follows }: Step, over: string | undefined): boolean {
    const found = over === undefined ? undefined : this.of(from).find(({ ranks }) => ranks.includes(over));
    const parcel = found ?? { ranks: [], units: [] };
    const more = Math.max(0, units - parcel.units.length);
    if (more > (this.free.get(from) ?? 0)) return false;
    this.give(from, -more);
    for (let count = 0; count < more; count += 1) parcel.units.push(new Set());
    for (const unit of parcel.units.slice(0, units)) unit.add(id);
    parcel.ranks.push(id);
    if (found === undefined) this.of(from).push(parcel);
    this.kinds.set(id, { kind, follows });
    return true;
  }

  subordinate(name: Name, id: string, behind: string): boolean {
    const parcel = this.of(name).find(({ ranks }) => ranks.includes(id));
    if (parcel === undefined || this.kinds.get(id)?.kind === 'attachment') return false;
    const [at, to] = [parcel.ranks.indexOf(id), parcel.ranks.indexOf(behind)];
    if (to <= at) return false;
    parcel.ranks.splice(to + 1, 0, id);
    parcel.ranks.splice(at, 1);
    return true;
  }

  release(name: Name, id: string): boolean {
    for (const parcel of this.of(name)) for (const unit of parcel.units) unit.delete(id);
    this.tidy();
    return true;
  }

  private move(from: Name, to: Name, taken: readonly (readonly [number, number])[], units: number): boolean {
    const cut = taken.map(([at, count]) => ({ parcel: this.of(from)[at], count }));
    const sum = taken.reduce((total, [, count]) => total + count, 0);
    if (from === to || units - sum > (this.free.get(from) ?? 0)) return false;
    const arriving = cut.flatMap(({ parcel, count }) => (count === 0 ? [] : (parcel?.ranks ?? [])));
    if (arriving.some((id) => this.ids(to).includes(id))) return false;
    for (const { parcel, count } of cut) {
      if (parcel === undefined || count === 0) continue;
      this.of(to).push({ ranks: [...parcel.ranks], units: parcel.units.splice(0, count) });
    }
    this.give(from, sum - units);
    this.give(to, units - sum);
    this.tidy();
    return true;
  }

  transfer({ from, to, units }: Step, subjectTo: readonly string[], isOrdered: boolean): boolean {
    const named = [...new Set(subjectTo.map((id) => this.of(from).findIndex(({ ranks }) => ranks.includes(id))))];
    if (named.some((at) => at < 0)) return false;
    let open = units;
    const taken: [number, number][] = [];
    for (const at of named) {
      const { ranks, units: covered } = this.of(from)[at] ?? { ranks: [], units: [] };
      if (!ranks.every((id) => subjectTo.includes(id))) return false;
      if (!isOrdered && !ranks.every((id) => this.kinds.get(id)?.follows === true)) return false;
      taken.push([at, Math.min(open, covered.length)]);
      open -= Math.min(open, covered.length);
    }
    return this.move(from, to, taken, units);
  }

  enforce({ from, to, units }: Step, id: string): boolean {
    const at = this.of(from).findIndex(({ ranks }) => ranks.includes(id));
    const parcel = this.of(from)[at];
    if (parcel === undefined || from === to) return false;
    const { kind } = this.kinds.get(id) ?? { kind: 'lock' };
    if (!['pledge', 'lien'].includes(kind)) return false;
    if (parcel.units.filter((unit) => unit.has(id)).length < units) return false;
    const before = parcel.ranks.slice(0, parcel.ranks.indexOf(id));
    if (before.some((each) => ['attachment', 'lock'].includes(this.kinds.get(each)?.kind ?? ''))) return false;
    if (before.some((each) => this.ids(to).includes(each))) return false;
    const gone = parcel.units.splice(0, units);
    for (const unit of gone) for (const each of unit) if (!before.includes(each)) unit.delete(each);
    this.of(to).push({ ranks: before, units: gone });
    this.tidy();
    return true;
  }

  recover(from: Name, to: Name): boolean {
    const all = this.of(from).map(({ units }, at) => [at, units.length] as const);
    const units = all.reduce((sum, [, count]) => sum + count, this.free.get(from) ?? 0);
    return units > 0 && this.move(from, to, all, units);
  }

  /** Free units, and the parcels: ids in the order of ranks with the units that each lies on. */
  told(name: Name): unknown {
    const parcels = this.of(name).map(({ ranks, units }) =>
      ranks.map((id) => [id, units.filter((unit) => unit.has(id)).length]),
    );
    return [this.free.get(name), parcels.map((each) => JSON.stringify(each)).sort()];
  }
}

/** The register by the code under test. */
class Register {
  private lots: readonly Lot[] = NAMES.flatMap((name) => {
    const movement: Movement = { kind: 'issue', to: side(name), units: name === 'a' ? 200n : 100n, outstanding: 0n };
    return (
      moveHolding(movement, { ...factsOf(), transactionId: transactionId(name.charCodeAt(0)) }).effect?.created ?? []
    );
  });
  private encumbrances = new Map<string, readonly Encumbrance[]>();
  private steps = 0;

  of(name: Name): readonly Encumbrance[] {
    return this.encumbrances.get(name) ?? [];
  }

  private held(name: Name): readonly Lot[] {
    return this.lots.filter(({ holderId }) => holderId === (name as string));
  }

  lay(id: string, { from, units, kind, follows }: Step, over: string | undefined): boolean {
    const added = {
      ...{ kind, encumbranceId: id, isin: SHARE.isin, holderId: from as string as PartyId, units: BigInt(units) },
      ...{ beneficiary: 'z' as PartyId, document: ORDER.document, since: TODAY, follows },
    };
    const after = withEncumbrance(this.of(from), added, over === undefined ? {} : { over }, TODAY);
    const encumbered = encumberedUnits(this.of(from), TODAY);
    const more = encumberedUnits(after, TODAY) - encumbered;
    const obstacle = unitsObstacle(this.held(from), { reserved: 0n, encumbered, frozen: 0n }, more);
    if (obstacle === undefined) this.encumbrances.set(from, after);
    return obstacle === undefined;
  }

  subordinate(name: Name, encumbranceId: string, behind: string): boolean {
    const changes = subordinated(this.of(name), { encumbranceId, behind }, TODAY);
    const anew = this.of(name).map((each) => changes.find(({ before }) => before === each)?.after ?? each);
    this.encumbrances.set(name, anew);
    return true;
  }

  release(name: Name, id: string): boolean {
    const ended = requireEncumbrance(this.of(name), id, TODAY);
    this.encumbrances.set(
      name,
      this.of(name).filter((each) => each !== ended),
    );
    return true;
  }

  move(movement: Movement & { readonly from: unknown; readonly to: unknown }, from: Name, to: Name): boolean {
    this.steps += 1;
    const { effect } = moveHolding(movement, {
      ...{ ...factsOf(this.held(from)), transactionId: transactionId(1000 + this.steps) },
      ...{ encumbrances: this.of(from), ofReceiver: this.of(to) },
    });
    if (effect === undefined) return false;
    this.lots = [...this.lots.filter((lot) => !effect.consumed.includes(lot)), ...effect.created];
    for (const { holderId, encumbrances } of effect.encumbrances?.holdings ?? []) {
      this.encumbrances.set(holderId, encumbrances);
    }
    return true;
  }

  units(name: Name): bigint {
    return totalUnits(this.held(name));
  }

  told(name: Name): unknown {
    const ranked = inRankOrder(this.of(name), TODAY);
    const parcels = [...parcelsOf(this.of(name)).keys()].map((parcel) =>
      ranked.filter((each) => each.parcel === parcel).map(({ encumbranceId: id, units }) => [id, Number(units)]),
    );
    const free = Number(this.units(name) - encumberedUnits(this.of(name), TODAY));
    return [free, parcels.map((each) => JSON.stringify(each)).sort()];
  }
}

const done = (act: () => boolean): boolean => {
  try {
    return act();
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
};

const counted = new Map<string, number>();

/** Carries a step out on both, and tells whether both let it through or neither did. */
function take(step: Step, number: number, plain: PlainRegister, register: Register): readonly [boolean, boolean] {
  const { act, from, to, units } = step;
  const ids = plain.ids(from);
  const chosen = ids[step.pick % Math.max(1, ids.length)] ?? 'none';
  const other = ids[step.other % Math.max(1, ids.length)] ?? 'none';
  const near = plain.of(from).find(({ ranks }) => ranks.includes(chosen))?.ranks ?? ['none'];
  const second = plain.of(from).find(({ ranks }) => ranks.includes(other))?.ranks ?? [];
  // most name all that lies on the units, and some forget one
  const subjectTo = [...new Set(step.other % 5 === 0 ? [chosen] : [...near, ...(step.other % 3 === 0 ? second : [])])];
  const sides = { from: side(from), to: side(to), units: BigInt(units) };
  const id = `e-${String(number)}`;
  const behind = near[step.other % near.length] ?? other;
  const recovery = { kind: 'recovery', ...sides, units: register.units(from), order: ORDER } as const;
  const isThere = ids.length > 0;
  const acts: Readonly<Record<Step['act'], () => readonly [boolean, boolean]>> = {
    lay: () => [plain.lay(id, step, undefined), done(() => register.lay(id, step, undefined))],
    layOver: () => [isThere && plain.lay(id, step, chosen), isThere && done(() => register.lay(id, step, chosen))],
    subordinate: () => [
      plain.subordinate(from, chosen, behind),
      done(() => register.subordinate(from, chosen, behind)),
    ],
    release: () => [isThere && plain.release(from, chosen), done(() => register.release(from, chosen))],
    transfer: () => [plain.transfer(step, [], false), register.move({ kind: 'transfer', ...sides }, from, to)],
    transferSubject: () => [
      plain.transfer(step, subjectTo, false),
      register.move({ kind: 'transfer', ...sides, subjectTo }, from, to),
    ],
    force: () => [
      plain.transfer(step, subjectTo, true),
      register.move({ kind: 'forcedTransfer', ...sides, subjectTo, order: ORDER }, from, to),
    ],
    enforce: () => [
      plain.enforce(step, chosen),
      register.move({ kind: 'enforcement', ...sides, encumbranceId: chosen, order: ORDER }, from, to),
    ],
    recover: () => [plain.recover(from, to), recovery.units > 0n && register.move(recovery, from, to)],
  };
  return acts[act]();
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom<Step['act']>(
    ...(['lay', 'lay', 'layOver', 'layOver', 'layOver', 'transfer', 'transferSubject'] as const),
    ...(['subordinate', 'subordinate', 'subordinate'] as const),
    ...(['transferSubject', 'force', 'enforce', 'enforce', 'enforce', 'release', 'recover'] as const),
  ),
  from: fc.constantFrom<Name>('a', 'a', 'b', 'c'),
  to: fc.constantFrom<Name>('a', 'b', 'b', 'c'),
  kind: fc.constantFrom<Step['kind']>('pledge', 'pledge', 'lien', 'usufruct', 'attachment', 'lock'),
  follows: fc.boolean().chain((first) => (first ? fc.constant(true) : fc.boolean())),
  units: fc.integer({ min: 1, max: 60 }),
  pick: fc.nat(30),
  other: fc.nat(30),
});

describe('property: who has which units under which ranks', () => {
  test('is what plain counting unit by unit says, after every act and every refusal', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 40 }), (steps) => {
        const [plain, register] = [new PlainRegister(), new Register()];
        steps.forEach((each, number) => {
          const [expected, actual] = take(each, number, plain, register);
          expect([each, actual]).toEqual([each, expected]);
          if (actual) counted.set(each.act, (counted.get(each.act) ?? 0) + 1);
          for (const name of NAMES) expect(register.told(name)).toEqual(plain.told(name));
        });
      }),
      { numRuns: 300 },
    );
    // every act is carried out often enough to mean something
    expect([...counted.values()].every((times) => times > 10)).toBe(true);
    expect(counted.size).toBe(9);
  });
});
