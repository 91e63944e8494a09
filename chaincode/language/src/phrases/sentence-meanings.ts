/** What each sentence of a definition says, by the name of its phrase. */
export const SENTENCE_MEANINGS: Readonly<Record<string, string>> = {
  uses: 'Other definitions that hold for this one too: the rules of compliance definitions are asked beside its own, all of them. The version is part of the name: a later one holds only where a later version of this definition names it.',
  isin: 'International Securities Identification Number (ISO 6166). Its last digit is a check digit.',
  cfi: 'Classification of Financial Instruments (ISO 10962). It must be one for the kind of instrument.',
  'short name': 'Financial Instrument Short Name (ISO 18774), such as `ACME/4.25 BD 20310615`.',
  dti: 'Digital Token Identifier (ISO 24165), where units are registered as a digital token. Its last character is a check character.',
  'issuer by lei': 'Who issues, by Legal Entity Identifier (ISO 17442). Its last two digits are check digits.',
  'issuer by register':
    'Who issues, by its number in a public register: the register by its code of the Registration Authorities List of GLEIF.',
  currency: 'In which the security is denominated and pays (ISO 4217).',
  size: 'How many units there may be altogether, and what one of them is worth where it has a nominal value. A quantity of units is a whole number.',
  penalties:
    'What a delivery costs that fails, in basis points of its value for each day: of units that are missing, and of cash.',
  document: 'A document of the issue with its SHA-256. May be said more than once.',
  law: 'The law that governs.',
  form: 'How the units exist: in a register, in book entry, or as paper that lies with a depositary.',
  'constitutive register': 'The register of this network makes the right: the statute or the clause by which it does.',
  'register as evidence':
    'A register elsewhere makes the right, and that of this network is evidence of it: the other register, and the organisation that confirms what stands there.',
  ownership: 'The definition of kind ownership by which title passes.',
  notary: 'The organisation that votes as notary.',
  deputy:
    'The organisation that votes in the place of one that is a party to the transfer itself. May be said more than once.',
  prevailing: 'A document that counts where it says something else than this text, by its SHA-256.',
  privacy:
    'The definition of kind privacy that says who sees what of the transfers of the units. Not said: the parties alone see. Another version of it is a change of the rights of holders.',
  automatic: 'Each place votes by an instruction of its own that stands until it ends it.',
  ballot:
    'A person of each place votes on each transfer, within business days from the day on which the ballot is opened; what a vote counts as that is not cast by then; and whether a yes needs a reason too.',
  'events while pending': 'To whom coupons, dividends and votes belong that fall due while a transfer waits for votes.',
  objection: 'For how many business days after it is final a transfer can be objected to. Not said: not at all.',
  evidence:
    'What must be shown of what stands behind the units, and after how many calendar months it is stale. May be said of each kind once.',
  takes: 'A value that the template is given, by its name and kind.',
  'made from':
    'The security says all that a template says, with these values in the place of its names. All that the template takes must be given.',
  'written out':
    'The security was made from a template, and all that it says stands in this text: so a definition is printed. Whether it does is not compared. May be said more than once.',
  defined: 'What a compliance definition asks for the same event.',
  sees: 'An organisation with the role sees these things of each transfer, for a purpose and for as long as is said (not said: as long as they are kept). What is named for nobody, only the parties see. May be said more than once.',
  opens:
    'An organisation with the role may have these things opened for a purpose, where one with another role agrees. May be said more than once.',
  kept: 'How long private records are kept after the last that was done with them. Not said: as the law has it.',
  shows:
    'A claim that the party shows of itself, and after how many calendar months it is renewed. May be said more than once.',
  decision:
    'Which part of the votes cast carries a matter, and which part of all members must have voted; how many business days there are to vote, and how many pass from the vote until the decision is carried out. Parts are at least. Each matter is said once.',
  emergency:
    'Which part of the votes is enough for what cannot wait, and after how many business days it lapses unless it was confirmed.',
  agent: 'A party by its id signs.',
  holderOf: 'Whoever holds the office signs.',
  upTo: 'For acts up to the amount or the number of units, these included.',
  above: 'For acts above the amount or the number of units, these not included.',
  forActs: 'For these acts only.',
  forSecurities: 'For acts in these securities only.',
  until: 'Up to the date, that date included.',
};
