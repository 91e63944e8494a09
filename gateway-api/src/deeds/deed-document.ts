import type { Consideration, Title } from '@scrip/model';
import type { Consent, DeedFacts, EnteredDeed, ShownVote } from './deed-facts.js';

/** Names and values under a heading. */
export interface DeedSection {
  readonly heading: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** A deed as a document, whatever it is rendered as. */
export interface DeedDocument {
  readonly title: string;
  readonly about: readonly string[];
  /** Business date on which it was made. */
  readonly date: string;
  readonly sections: readonly DeedSection[];
  readonly foot: string;
}

const FOOT = 'The ledger counts, and not what is printed: the terms by their SHA-256, the consents, the votes.';

/** Puts the document together. */
export function deedDocument(facts: DeedFacts): DeedDocument {
  const { asOf, isin, security, entered } = facts;
  const sections = [instrument(facts), parties(facts), terms(facts), ...(entered === undefined ? [] : made(entered))];
  const state = entered === undefined ? 'planned, not entered' : `transfer ${entered.instructionId}, ${entered.status}`;
  return {
    title: 'Deed of transfer',
    about: [`${security} · ISIN ${isin}`, `${state} · business date ${asOf}`],
    date: asOf,
    sections: sections.map(({ heading, facts: all }) => ({ heading, facts: all.filter(([, value]) => value !== '') })),
    foot: FOOT,
  };
}

function instrument({ security, isin, title }: DeedFacts): DeedSection {
  return {
    heading: 'Instrument',
    facts: [
      ['Security', security],
      ['ISIN', isin],
      ['Governing law', title.law],
      ['Form', FORMS[title.form]],
      ['Register', registerClause(title)],
      ['Ownership protocol', title.protocol],
      ['Prevailing document', title.prevailing === undefined ? '' : `SHA-256 ${title.prevailing}`],
    ],
  };
}

const FORMS: Readonly<Record<Title['form'], string>> = {
  registered: 'registered',
  bookEntry: 'book-entry',
  bearerDeposited: 'bearer, deposited',
};

const registerClause = ({ register }: Title): string =>
  'constitutiveUnder' in register
    ? `The register makes the right, under ${register.constitutiveUnder}: title passes by the entry.`
    : `The register is evidence of ${register.evidenceOf}, which ${register.confirmedBy} confirms for each transfer.`;

function parties({ seller, buyer, names, deed }: DeedFacts): DeedSection {
  return {
    heading: 'Parties',
    facts: [
      ['Seller', seller],
      ['Name', names?.seller ?? ''],
      ['acts as', deed.sellersCapacity],
      ['Buyer', buyer],
      ['Name', names?.buyer ?? ''],
      ['acts as', deed.buyersCapacity],
    ],
  };
}

function terms({ units, tradeDate, settlementDate, deed, consideration, entered }: DeedFacts): DeedSection {
  return {
    heading: 'What passes, and for what',
    facts: [
      ['Units', units.replaceAll(/\B(?=(\d{3})+$)/g, ' ')],
      ['Consideration', considerationText(consideration)],
      ['its SHA-256', deed.consideration],
      ['Trade date', tradeDate ?? ''],
      ['Settlement date', settlementDate ?? ''],
      ['Terms, SHA-256', entered?.terms ?? 'made when the transfer is entered'],
    ],
  };
}

function considerationText(given: Consideration | undefined): string {
  switch (given?.in) {
    case undefined:
      return 'not shown: the parties and their custodians have it';
    case 'money':
      return `${given.amount.amount} ${given.amount.currency}`;
    case 'gift':
      return 'nothing: a gift';
    case 'kind':
      return given.words;
  }
}

function made({ sellersConsent, buyersConsent, votes, standing, moments }: EnteredDeed): readonly DeedSection[] {
  const sections: readonly DeedSection[] = [
    {
      heading: 'Consents',
      facts: [
        ['Seller', consentText(sellersConsent)],
        ['Buyer', buyersConsent === undefined ? 'not yet' : consentText(buyersConsent)],
      ],
    },
    {
      heading: 'Votes',
      facts: [...votes.map((vote) => [vote.role, voteText(vote)] as const), ['by standing vote', standing.join(', ')]],
    },
    { heading: 'Moments', facts: Object.entries(moments) },
  ];
  return sections.filter(({ facts }) => facts.some(([, value]) => value !== ''));
}

const voteText = ({ voter, operator, decision, castOn, isConfirmed }: ShownVote): string =>
  `${decision}, by ${operator} of ${voter} on ${castOn}${isConfirmed ? '' : ', which its voter has changed since'}`;

const consentText = ({ party, custodian, on, signedBy }: Consent): string =>
  signedBy.length === 0
    ? `${party} on ${on}: ${custodian}, its custodian, answers for it`
    : `${party} on ${on} through ${custodian}, signed by ${signedBy.join(', ')}`;
