import { compile } from '@scrip/language';
import {
  adopted,
  definitionProposal,
  definitions,
  definitionSource,
  drafted,
  DomainError,
  hashedDefinition,
  namedDefinition,
  parseBusinessDate,
  proposed,
  retired,
  showDefinition,
  summariseDefinition,
  type DefinitionActor,
  type DomainEvent,
  type RecordedDefinition,
} from '@scrip/model';
import type { JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { BUSINESS_DATE } from './fake-calendar.js';
import type { FakeFunction } from './fake-ledger.js';
import { stated } from '../http/stated.js';
import { SHARE } from './sample.js';

const TODAY = parseBusinessDate(BUSINESS_DATE);
/** Who adopts what the organisation of the fake has proposed. */
const ADOPTER = { mspId: 'OtherMSP', operator: 'otto' } as DefinitionActor;

type Step = Extract<DomainEvent['type'], `Definition${string}`>;

/** The one definition of a text without mistakes: those are refused before they reach the ledger. */
function only(text: string): definitions.Definition {
  const [definition] = compile(text).definitions;
  if (definition === undefined) throw new Error('a text without mistakes');
  return definition;
}

/** The definition functions of the chaincode in memory: an adoption counts as that of another organisation. */
export class FakeDefinitions {
  readonly #mspId: string;
  readonly #definitions = new Map<string, RecordedDefinition>();
  readonly functions: readonly (readonly [string, FakeFunction])[];
  /** What is done when a checker approves. */
  readonly acts: readonly (readonly [string, FakeFunction])[];

  constructor(mspId: string) {
    this.#mspId = mspId;
    this.#draft({ form: SHARE }, 'mia-maker');
    this.functions = [
      ['definition:draft', (body, _, { operator }) => this.#draft(body, operator)],
      ['definition:withdraw', (body) => this.#withdraw(body)],
      ['definition:propose', (body, _, { operator }) => this.#propose(body, operator)],
    ];
    this.acts = [
      ['definition:adopt', (body) => this.#adopt(body)],
      ['definition:retire', (body, _, { operator }) => this.#retire(body, operator)],
    ];
  }

  /** The definition of a security, whatever has become of it. */
  security(name: string): definitions.SecurityDefinition {
    const { definition } = this.#known(name);
    if (definition.kind !== 'security') throw new LedgerRefusal('DEFINITION_MISUSED', 'It is of no security.');
    return definition;
  }

  #draft(body: JsonObject, operator: string): ReturnType<FakeFunction> {
    const source = refusing(() => definitionSource(body, ''));
    const given = 'form' in source ? { definition: source.form } : { definition: only(source.text), text: source.text };
    const before = this.#definitions.get(definitions.pinnedNameOf(given.definition));
    return this.#keep('DefinitionDrafted', () => drafted(before, given, this.#by(operator), TODAY));
  }

  #withdraw(body: JsonObject): ReturnType<FakeFunction> {
    const draft = this.#known(namedDefinition(body, '').name);
    this.#definitions.delete(definitions.pinnedNameOf(draft.definition));
    return said('DefinitionWithdrawn', draft);
  }

  #propose(body: JsonObject, operator: string): ReturnType<FakeFunction> {
    const proposal = definitionProposal(body, '');
    const draft = this.#known(proposal.name);
    return this.#keep('DefinitionProposed', () => proposed(draft, proposal, this.#by(operator), TODAY));
  }

  #adopt(body: JsonObject): ReturnType<FakeFunction> {
    const { name, hash } = hashedDefinition(body, '');
    const of = this.#known(name);
    const used = [...this.#definitions.values()];
    return this.#keep('DefinitionAdopted', () => adopted(of, hash, { by: ADOPTER, today: TODAY, used }));
  }

  #retire(body: JsonObject, operator: string): ReturnType<FakeFunction> {
    const of = this.#known(namedDefinition(body, '').name);
    return this.#keep('DefinitionRetired', () => retired(of, this.#by(operator), TODAY));
  }

  #keep(step: Step, take: () => RecordedDefinition): ReturnType<FakeFunction> {
    const next = refusing(take);
    this.#definitions.set(definitions.pinnedNameOf(next.definition), next);
    return said(step, next);
  }

  #known(name: string): RecordedDefinition {
    const found = this.#definitions.get(name);
    if (found === undefined) throw new LedgerRefusal('DEFINITION_UNKNOWN', 'There is none.');
    return found;
  }

  #by(operator: string): DefinitionActor {
    return { mspId: this.#mspId, operator } as DefinitionActor;
  }
}

function said(type: Step, of: RecordedDefinition): ReturnType<FakeFunction> {
  const definition = stated(type === 'DefinitionDrafted' ? showDefinition(of) : summariseDefinition(of));
  const { name = '', hash = '', status = '' } = definition;
  return { events: [{ type, facts: { definition } }], result: { name, hash, status } };
}

/** What the model refuses, the ledger refuses. */
function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof DomainError) throw new LedgerRefusal(error.code, error.message);
    throw error;
  }
}
