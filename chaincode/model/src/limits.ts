/**
 * The named maxima. Every list, text, batch and read of the domain has one, so that no command can make an endorser
 * work without bound; a number that is not here does not limit anything.
 */
export const LIMITS = {
  /** Characters of a command (the one string argument of a write function). */
  commandCharactersMax: 262_144,
  /** Characters of a query argument. */
  queryArgumentCharactersMax: 4_096,
  /** Characters of a private record presented as transient data. */
  privateRecordCharactersMax: 16_384,
  /** Commands of one function that one transaction carries, and their characters together. */
  commandsPerTransactionMax: 250,
  transactionCharactersMax: 1_048_576,
  /** Instructions that the commands of one transaction name altogether. */
  itemsPerTransactionMax: 250,
  commandIdCharactersMax: 64,
  operatorCharactersMax: 64,
  operatorsPerParticipantMax: 200,
  /** Calendar days from the date that a lawful override states to the last one on which it is entered. */
  overrideDaysMax: 10,
  /** Calendar days for which a proposed act waits for its checker. */
  approvalDaysMax: 7,
  instructionIdCharactersMax: 64,
  /** Keys of issuers elsewhere that a channel adopts. */
  credentialIssuersMax: 200,
  /** Days for which a party credential is issued. */
  credentialDaysMax: 1_826,
  /** Characters of a credential with all its disclosures. */
  credentialCharactersMax: 65_536,
  /** Bytes of what an authenticator signs, or of what the browser says it asked for. */
  passkeyBytesMax: 1_024,
  originsPerPasskeyMax: 5,
  originCharactersMax: 200,
  /** Signatures that one statement carries. */
  signaturesPerStatementMax: 10,
  /** Calendar days for which one signature may be valid: an old device or a stolen file gives no lasting power. */
  statementDaysMax: 31,
  keysPerPartyMax: 50,
  mandatesPerPartyMax: 50,
  /** Constructors of one mandate's rule: nested, beside each other in one of them, and altogether. */
  mandateRuleDepthMax: 6,
  mandateRuleWidthMax: 20,
  mandateRuleSizeMax: 100,
  /** Appointments to the offices of one entity. */
  officersPerEntityMax: 50,
  groupMembersMax: 50,
  /** Groups to which one party belongs. */
  groupsPerPartyMax: 20,
  guardiansMax: 10,
  /** Calendar days between the request of guardians and the change of keys. */
  recoveryDelayDaysMax: 90,
  /** Claims about one party of one type by one issuer: a movement reads them all. */
  claimsPerIssuerAndTypeMax: 100,
  /**
   * Claims about one party of all types and securities by one issuer. As many participants may have them as there are
   * (`participantsMax`), and a query still reads all: no issuer takes another's room.
   */
  claimsPerIssuerAndPartyMax: 200,
  /** Calendar days for which a claim counts after its last day. */
  claimGraceDaysMax: 90,
  securitiesPerClaimMax: 50,
  documentsPerClaimMax: 20,
  claimFindingsCharactersMax: 2_000,
  /** Constructors of an expression of rules: nested, and altogether. */
  expressionDepthMax: 12,
  expressionSizeMax: 200,
  /** Characters of the paragraph that a rule comes from. */
  sourceCharactersMax: 200,
  claimTypesPerRuleMax: 20,
  countriesPerRuleMax: 250,
  windowsPerRuleMax: 50,
  vestingStepsMax: 120,
  packVersionMax: 10_000,
  definitionUsesMax: 20,
  /** A question about definitions: its characters, its tests, how deep they are nested, and what is shown and ordered by. */
  questionCharactersMax: 2_000,
  questionTestsMax: 50,
  questionDepthMax: 12,
  questionColumnsMax: 20,
  questionOrdersMax: 5,
  /** Definitions of one answer; where a question does not say how many, and at most. */
  questionAnswersDefault: 50,
  questionAnswersMax: 200,
  /** Definitions that are looked at for one answer, by the ledger and by a gateway. */
  questionCandidatesOfLedgerMax: 400,
  questionCandidatesOfGatewayMax: 5_000,
  /** Characters of a definition in its canonical form. */
  definitionCharactersMax: 131_072,
  /** Clauses of one kind in a privacy agreement. */
  clausesPerAgreementMax: 20,
  /** Of the text of a definition. */
  definitionTextCharactersMax: 100_000,
  /** Values that a template takes, its sentences, and how long one of them is. */
  templateParametersMax: 40,
  templateSentencesMax: 120,
  sentenceCharactersMax: 4_000,
  /** Differences of two definitions that are shown; of those beside, their number is. */
  differencesPerDefinitionMax: 200,
  /** Of these, those that a solicitation puts on record, and characters of each. */
  differencesPerSolicitationMax: 50,
  differenceCharactersMax: 1_000,
  /** Calendar days from the opening of a solicitation to its deadline. */
  solicitationDaysMax: 366,
  solicitationsPerSecurityMax: 10_000,
  /** Accounts that vote in one solicitation. */
  votesPerSolicitationMax: 100_000_000,
  /** Terms of one security, one sentence each. */
  termsPerSecurityMax: 150,
  /** Entries of one schedule of a term: 50 years of months. */
  scheduleEntriesMax: 600,
  termTextCharactersMax: 1_000,
  /** Days of a notice, of grace, or before a record date. */
  termDaysMax: 1_000,
  calendarsPerTermMax: 10,
  /** Things that one term names: steps of a waterfall, ranks. */
  labelsPerTermMax: 40,
  underlyingsPerTermMax: 50,
  /** A formula: its levels of JSON, its objects and lists altogether, and what the lower or the greater is taken of. */
  formulaDepthMax: 24,
  formulaSizeMax: 200,
  formulaChoicesMax: 10,
  /** Constructors of a tree of votes: nested, and altogether. */
  voteTreeDepthMax: 4,
  voteTreeSizeMax: 20,
  /** Business days for which a ballot is open. */
  ballotDaysMax: 60,
  /** Calendar days for which one standing vote counts: nobody is bound by what it has forgotten. */
  standingVoteDaysMax: 366,
  /** Business days for which a transfer can be objected to. */
  objectionDaysMax: 260,
  /** Business days after which a dispute lapses that nobody has decided. */
  disputeDays: 60,
  /** Calendar months for which evidence of what stands behind a security counts. */
  evidenceMonthsMax: 120,
  /** Calendar days ahead for which it is asked what must be shown. */
  evidenceDueDaysMax: 3_660,
  deputiesPerTitleMax: 6,
  /** Lots that one command brings to those who attest them now, and holders of whom one query tells such lots. */
  lotsPerRehomingMax: 500,
  holdersPerRehomingQueryMax: 200,
  /** Sets of organisations of which each suffices to move a lot. */
  quorumsPerKeyMax: 40,
  /** Characters of the reason of a vote. */
  voteReasonCharactersMax: 2_000,
  /** Versions of the rules of one security: as many as its definition has versions. */
  ruleVersionsPerSecurityMax: 10_000,
  /** Of these, those that may hold for somebody or are still to begin: every movement reads them. */
  ruleVersionsHoldingMax: 200,
  /** Exemptions of one party from rules of one security. */
  exemptionsPerPartyMax: 20,
  /** Movements in the period that a rule looks back over. */
  movementsPerPeriodMax: 10_000,
  /** Holders that one command looks at again. */
  holdersPerScreeningMax: 50,
  /** Holders that a round of screening has passed over and is to come back to. */
  holdersMissedMax: 200,
  /** Subjects on the sanctions list of one organisation: each statement reads all of it. */
  listingsMax: 5_000,
  /** Subjects of one change of a sanctions list. */
  listingsPerChangeMax: 50,
  /** Movements, by their parties, that one command screens. */
  movementsPerScreeningMax: 40,
  /** Pending transfers of a security that one look for what is to be screened goes through. */
  transfersPerScreeningMax: 200,
  /** Values, bands or venues that one rule names. */
  valuesPerRuleMax: 50,
  /** Claim types for which the network, or one security, says whom it trusts. */
  trustedTypesMax: 50,
  nameCharactersMax: 200,
  addressLineCharactersMax: 200,
  documentsPerSecurityMax: 20,
  participantsMax: 50,
  rolesPerParticipantMax: 10,
  /** Peers, or orderers, that an organisation declares. */
  nodesPerParticipantMax: 50,
  rootsPerParticipantMax: 10,
  calendarsMax: 20,
  holidaysPerCalendarMax: 1_000,
  /** Calendar days that a correction may move a business date forward: it never moves back, so a typo would stay. */
  businessDateStepDaysMax: 31,
  /** Closed days in a row: beyond them a calendar has no business day. */
  closedDaysMax: 31,
  /** Days that are counted through one by one. */
  dateSpanDaysMax: 40_000,
  /** Open breaks of a calendar that one organisation has raised; the end of day reads those of all. */
  openBreaksPerOrganisationMax: 50,
  /** Differences that one reconciliation report names; it counts all. */
  differencesPerReportMax: 50,
  /** Rows of one statement of holdings or payments. */
  recordsPerStatementMax: 1_000_000,
  /** Holders of which one query tells lots, reservations and encumbrances. */
  holdingsPerQueryMax: 200,
  /** Ids of open breaks in a refusal. */
  breakIdsInRefusalMax: 20,
  /** Allocations of one issue. */
  allocationsPerIssueMax: 500,
  /** Instructions of one `instruct` command or one settlement batch. */
  instructionsPerBatchMax: 100,
  /** Calendar days from the business date to a settlement date: what lies farther ahead is no order yet. */
  settlementDaysAheadMax: 366,
  /** Calendar days after its settlement date on which a transfer can still settle; after them it is refused as expired. */
  transferDaysMax: 60,
  /** Times that the lease of a registrar's settlement changes hands. */
  leaseVersionMax: 1_000_000_000,
  legsPerInstructionMax: 20,
  /** Calendar days from the proposal of a joint instruction to its last day: what it reserves is kept from others so long at most. */
  instructionDaysMax: 366,
  /** Penalties recorded for one instruction: by leg, and by day or change of the cause. */
  penaltiesPerInstructionMax: 2_000,
  /** Joint instructions of one settlement batch. */
  jointPerBatchMax: 20,
  /** Joint instructions that settle on the net of all, and their legs: every net movement is judged beside all others. */
  instructionsPerNettingSetMax: 20,
  legsPerNettingSetMax: 60,
  /** Open instructions of one security that whoever ends it looks at. */
  openInstructionsPerSecurityMax: 1_000,
  /** Parts in which one delivery settles before what is left of it. */
  partsPerInstructionMax: 50,
  /** Business days after which a delivery that failed can be bought in. */
  buyInExtensionDaysMax: 60,
  /** Lots that one movement may consume: a holder with more small lots moves fewer units at once. */
  lotsPerMovementMax: 50,
  /** Lots that went into one lot within one transaction: those of all movements of a batch. */
  sourcesPerLotMax: 5_000,
  /** Certificates on paper that one act takes in or gives out. */
  paperPerActMax: 200,
  /** Other securities into which the units of one may be exchanged. */
  exchangesPerSecurityMax: 10,
  /** Parties of a designation: intermediaries below the registered holder, and whom it all is for. */
  designationDepthMax: 4,
  /** Settlements for which units of one holding are reserved at a time. */
  reservationsPerHoldingMax: 200,
  /** Lots that a recovery may consume: it takes all of a holding. */
  lotsPerRecoveryMax: 200,
  /** Disputes over units of one holding at a time. */
  disputesPerHoldingMax: 50,
  /** Entries that correct one entry. */
  correctionsPerEntryMax: 50,
  /** Entries that correct the register over one break. */
  correctionsPerBreakMax: 50,
  /** Encumbrances of one holding. */
  encumbrancesPerHoldingMax: 60,
  /** Of these those that somebody's own word may make: the others are kept for orders. */
  encumbrancesByWordMax: 50,
  /** Places that encumbrances of the same units take one after the other. */
  encumbranceOrderMax: 1_000_000,
  /** Lots of one holding that a command reads. */
  lotsPerHoldingReadMax: 10_000,
  /** Lots of one security among which holders are counted. */
  lotsPerCountMax: 500_000,
  /** Records that a query reads. */
  recordsPerQueryMax: 10_000,
  /** Pending instructions that a query returns. */
  pendingInstructionsPerQueryMax: 1_000,
  historyEntriesMax: 200,
  /** Digits of a quantity of units. */
  unitsDigitsMax: 30,
  decimalIntegerDigitsMax: 30,
  decimalScaleMax: 12,
  policyDepthMax: 4,
  policyRulesMax: 64,
} as const;
