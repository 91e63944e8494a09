import { compile } from '@scrip/language';
import {
  businessDate,
  isFulfilled,
  isin,
  money,
  parseDecimal,
  partyId,
  type Act,
  type MandateRule,
} from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dice } from './against/dice.js';
import { actOfChance, mandateText } from './against/mandate-of-chance.js';
import { mayAct, type SignedAct } from './mandates.js';
import { actingOfText } from './text/mandates-of-text.js';

const RUNS = Number(process.env['SCRIP_LANGUAGE_RUNS'] ?? '300');

function actOf({ isin: security, units, nominal }: SignedAct): Act {
  const act = { function: 'settlement:instruct', isin: isin(security, ''), units: BigInt(units) } as const;
  if (nominal === undefined) return act;
  const { amount, currency } = money(nominal, '');
  return { ...act, nominal: { amount: parseDecimal(amount), currency } };
}

const fulfilled = (rule: MandateRule, act: SignedAct): boolean =>
  isFulfilled(rule, {
    act: actOf(act),
    today: businessDate(act.today, ''),
    signers: new Set(act.signers.map(({ party }) => partyId(party, ''))),
    holds: (party, office) => act.signers.some((each) => each.party === party && each.offices.includes(office)),
  });

describe('property: whether those who have signed may act', () => {
  test('is the same by the mandate on the ledger and by who has only read the reference', () => {
    const said = new Map<boolean, number>();
    fc.assert(
      fc.property(fc.gen(), (generator) => {
        const dice = new Dice(generator);
        const text = mandateText(dice);
        const { definitions: found, problems } = compile(text);
        const [definition] = found;
        // more than can ever sign
        fc.pre(problems.every(({ code }) => code !== 'FIELD_INVALID'));
        if (definition?.kind !== 'identity') throw new Error(`${text}${problems[0]?.message ?? ''}`);
        for (const act of [actOfChance(dice), actOfChance(dice), actOfChance(dice)]) {
          const may = fulfilled(definition.actsBy, act);
          said.set(may, (said.get(may) ?? 0) + 1);
          expect({ text, act, may: mayAct(actingOfText(text), act) }).toMatchObject({ may });
        }
      }),
      { numRuns: RUNS },
    );
    expect([...said.keys()].sort()).toEqual([false, true]);
  });
});
