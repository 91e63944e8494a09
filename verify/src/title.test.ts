import { describe, expect, test } from '@jest/globals';
import { titleInWords, titleNotProven } from './title.js';

const TITLE = { law: 'Germany', form: 'registered', protocol: 'Ballot@1' };

describe('what a statement says of title', () => {
  test('names law, form and protocol where the register makes the right', () => {
    const security = { title: { ...TITLE, register: { constitutiveUnder: 'eWpG, section 4' } } };
    expect(titleInWords(security)).toEqual([
      'By the record of the security, title to it is held in registered form by the law of Germany; this register makes ' +
        'the right, under eWpG, section 4; it passes by the protocol Ballot@1.',
    ]);
    expect(titleNotProven(security)).toEqual(['That the law sees title as the record of the security has it.']);
  });

  test('names the other register where this one is evidence of it, and what prevails', () => {
    const register = { evidenceOf: 'the share register of Example plc', confirmedBy: 'DeltaMSP' };
    const security = { title: { ...TITLE, form: 'bookEntry', register, prevailing: 'd'.repeat(64) } };
    const [words, document] = titleInWords(security);
    expect(words).toContain('in book-entry form');
    expect(words).toContain('is evidence of the share register of Example plc, for which DeltaMSP speaks');
    expect(document).toContain(`the SHA-256 ${'d'.repeat(64)} prevails`);
    expect(titleNotProven(security)).toEqual([
      'That the share register of Example plc says the same: that register makes the right, and not this one.',
    ]);
  });

  test('says that a security without a title leaves it open', () => {
    expect(titleInWords({})).toEqual([]);
    expect(titleNotProven({})[0]).toContain('the security does not say');
  });
});
