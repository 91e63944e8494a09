import { z } from 'zod';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import type { FakeFunction } from './fake-ledger.js';

/** The business date with which the fake begins: a Monday. */
export const BUSINESS_DATE = '2026-11-23';

const TARGET = {
  id: 'TARGET',
  weekend: ['saturday', 'sunday'],
  holidays: ['2026-12-25'],
  timeZone: 'Europe/Berlin',
  cutOffs: { instruction: '16:00', settlement: '18:00' },
};

const Step = z.object({ calendar: z.string(), businessDate: z.string(), phase: z.string().default('open') });
const Days = z.object({ version: z.int(), add: z.array(z.string()), remove: z.array(z.string()) });
const Report = z.looseObject({ breakId: z.string() });

/**
 * The calendar functions of the chaincode in memory: a step is asked for by the first command that names it, and taken
 * with the second, whoever sends it.
 */
export class FakeCalendar {
  readonly #mspId: string;
  readonly #breaks = new Map<string, JsonObject>();
  #businessDate = BUSINESS_DATE;
  #asked = '';
  #version = 1;
  #holidays: readonly string[] = TARGET.holidays;
  readonly functions: readonly (readonly [string, FakeFunction])[];
  /** What is done when a checker approves. */
  readonly acts: readonly (readonly [string, FakeFunction])[];

  constructor(mspId: string) {
    this.#mspId = mspId;
    this.functions = [
      ['calendar:advance', (body) => this.#step(body)],
      ['calendar:raiseBreak', (body) => this.#raise(body)],
    ];
    this.acts = [
      ['calendar:correct', (body) => this.#step(body)],
      ['calendar:changeHolidays', (body) => this.#changeHolidays(body)],
      ['calendar:resolveBreak', (body) => this.#resolve(body)],
    ];
  }

  /** The calendar as it is now. */
  published(): DomainEvent {
    const calendar = { ...TARGET, holidays: [...this.#holidays], version: this.#version };
    return { type: 'CalendarPublished', facts: { calendar } };
  }

  #step(body: JsonObject): ReturnType<FakeFunction> {
    const { calendar, businessDate, phase } = Step.parse(body);
    const name = JSON.stringify(body);
    const isAgreed = this.#asked === name;
    this.#asked = isAgreed ? '' : name;
    const by = isAgreed ? ['OtherMSP', this.#mspId] : [this.#mspId];
    const step = { calendar, businessDate, phase, by };
    if (!isAgreed) {
      return { events: [{ type: 'BusinessDateStepAsked', facts: step }], result: { ...step, status: 'asked' } };
    }
    const previous = this.#businessDate;
    this.#businessDate = businessDate;
    const events = [{ type: 'BusinessDateAdvanced', facts: { ...step, previous } }];
    return { events, result: { ...step, status: 'moved' } };
  }

  #changeHolidays(body: JsonObject): ReturnType<FakeFunction> {
    const { version, add, remove } = Days.parse(body);
    if (version !== this.#version) throw new LedgerRefusal('CALENDAR_VERSION_STALE', 'The calendar has changed.');
    this.#version += 1;
    this.#holidays = [...this.#holidays.filter((day) => !remove.includes(day)), ...add].sort();
    return { events: [this.published()], result: { calendar: TARGET.id, version: this.#version } };
  }

  #raise(body: JsonObject): ReturnType<FakeFunction> {
    const { breakId } = Report.parse(body);
    const open = { severity: 'blocking', owner: { mspId: this.#mspId } };
    const raised = { ...open, ...body, calendar: TARGET.id, raisedBy: this.#mspId, raisedOn: this.#businessDate };
    this.#breaks.set(breakId, raised);
    return { events: [{ type: 'BreakRaised', facts: { break: raised } }], result: { calendar: TARGET.id, breakId } };
  }

  #resolve(body: JsonObject): ReturnType<FakeFunction> {
    const { breakId, noteHash } = Report.extend({ noteHash: z.string() }).parse(body);
    const raised = this.#breaks.get(breakId);
    if (raised === undefined) throw new LedgerRefusal('BREAK_UNKNOWN', 'There is no such break.');
    const resolution = { by: this.#mspId, on: this.#businessDate, noteHash };
    const facts = { break: { ...raised, resolution } };
    return { events: [{ type: 'BreakResolved', facts }], result: { calendar: TARGET.id, breakId } };
  }
}
