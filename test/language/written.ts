import { expect } from '@jest/globals';
import { ProblemError } from '@scrip/gateway-api';
import { newIsin } from '../ownership/titled.js';
import { AURORA, BOREALIS } from '../support/consortium.js';
import { publish } from '../support/definitions.js';
import type { MarketScene } from '../support/market-scene.js';

/** A text of a security, with its name and ISIN. */
export interface Written {
  /** Name with the version. */
  readonly name: string;
  readonly isin: string;
  readonly text: string;
}

/** Sentences of a note, each under what it is about. */
const SENTENCES = {
  uses: '',
  isin: '',
  cfi: 'cfi DBFUFR',
  dti: '',
  issuer: 'issuer lei HWUPKR0MPOU8FGXBT394',
  currency: 'currency EUR',
  size: 'size 1,000 units of 1,000 EUR',
  title: '',
  kind: 'bond of a company issued 2026-06-15 in registered form',
  interest: 'pays 4.25% per year, every 1 year from 2027-06-15',
  days: 'days count 30E/360',
  repayment: 'repays 100% on 2031-06-15',
  call: '',
  rank: 'ranks as senior',
  late: 'if payment late 14 days, holders of 25% may declare all due',
  more: '',
  rules: '',
} as const;

/** Other sentences, by what they are about; several with line feeds between them, an empty one leaves it out. */
export type Sentences = Partial<Record<keyof typeof SENTENCES, string>>;

let notes = 0;

/** A note that says what it must. @param others - what it says otherwise */
export function note(others: Sentences = {}, title = 'Note of the tests'): Written {
  notes += 1;
  const isin = newIsin();
  const said = { ...SENTENCES, isin: `isin ${isin}`, ...others };
  const lines = Object.values(said).flatMap((sentence) => sentence.split('\n').filter((line) => line !== ''));
  const name = `NOTE_${String(notes)}@1`;
  return { name, isin, text: [`security ${name} "${title}"`, ...lines.map((line) => `  ${line}`), ''].join('\n') };
}

/** Publishes a text and registers the security that it defines. @returns its ISIN */
export async function registered(scene: MarketScene, { text, name }: Written): Promise<string> {
  await publish(scene, { text });
  const placement = { definition: name, registrar: BOREALIS, calendar: 'TARGET' };
  const { isin } = await scene.at(AURORA).registerSecurity(placement);
  await scene.caughtUp();
  return isin;
}

/** Expects that a draft is refused with a code and that it is told what is wrong, where; nothing is written. */
export async function textRefused(
  scene: MarketScene,
  text: string,
  mistakes: readonly string[],
  code = 'VALIDATION_FAILED',
): Promise<void> {
  let told: readonly string[] = [];
  await scene.refused(code, async () => {
    try {
      await scene.at(AURORA).definitions.draft({ text });
    } catch (error) {
      if (error instanceof ProblemError) told = mistakesOf(error);
      throw error;
    }
  });
  expect(told).toEqual(mistakes);
}

/** Each mistake as line, column and code. */
const mistakesOf = ({ problem }: ProblemError): readonly string[] =>
  (problem?.errors ?? []).map(({ code = '', detail }) => {
    const [, line = '', column = ''] = /^line (\d+), column (\d+): /.exec(detail) ?? [];
    return `${line}:${column} ${code}`;
  });
