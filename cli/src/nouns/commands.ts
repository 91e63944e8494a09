import type { Noun, Verb } from '../command/verb.js';
import { APPROVALS } from './approvals.js';
import { OVERRIDE_NOUN } from './override.js';
import { AUDIT } from './audit.js';
import { BREAKS } from './breaks.js';
import { BUSINESS_DATE } from './business-date.js';
import { CALENDARS } from './calendars.js';
import { CERTIFICATES } from './certificates.js';
import { CHECK } from './check.js';
import { CLAIMS } from './claims.js';
import { COMPILE } from './compile.js';
import { completion } from './completion.js';
import { CREDENTIAL_ISSUERS, CREDENTIALS } from './credentials.js';
import { CONSENTS } from './consents.js';
import { ENCUMBRANCES } from './encumbrances.js';
import { DEEDS } from './deeds.js';
import { DEFINITIONS } from './definitions.js';
import { EVENTS } from './events.js';
import { ATTESTORS } from './attestors.js';
import { DIFF } from './diff.js';
import { DISPUTES } from './disputes.js';
import { EVIDENCE } from './evidence.js';
import { EXPLAIN } from './explain.js';
import { EXEMPTIONS } from './exemptions.js';
import { FIND } from './find.js';
import { FORMAT } from './format.js';
import { FREEZES } from './freezes.js';
import { GROUPS } from './groups.js';
import { HOLDINGS } from './holdings.js';
import { EXPORTS, IMPORTS } from './imports.js';
import { INSTRUCTIONS } from './instructions.js';
import { EXCHANGES } from './exchanges.js';
import { ISSUANCES } from './issuances.js';
import { KEYS } from './keys.js';
import { LEASES } from './leases.js';
import { MANDATES } from './mandates.js';
import { NETWORK } from './network.js';
import { OFFERING } from './offering.js';
import { OPERATORS } from './operators.js';
import { ORDERS } from './orders.js';
import { PAPER } from './paper.js';
import { PARTICIPANTS } from './participants.js';
import { PARTIES } from './parties.js';
import { PROFILE } from './profiles.js';
import { RECONCILIATIONS } from './reconciliations.js';
import { REGISTER } from './register.js';
import { RULES } from './rules.js';
import { SCREENING } from './screening.js';
import { SECURITIES } from './securities.js';
import { SOLICITATIONS } from './solicitations.js';
import { STANDING_VOTES } from './standing-votes.js';
import { EXPORT } from './export.js';
import { IMPORT } from './import.js';
import { TERM_SHEET } from './term-sheet.js';
import { TRANSFERS } from './transfers.js';
import { TRUST } from './trust.js';
import { VERIFY } from './verify.js';

/** All commands, in the order in which help lists them. */
export const COMMANDS: readonly (Noun | Verb)[] = [
  ...[
    PROFILE,
    NETWORK,
    PARTICIPANTS,
    CHECK,
    FORMAT,
    COMPILE,
    DIFF,
    EXPLAIN,
    FIND,
    TERM_SHEET,
    EXPORT,
    IMPORT,
    DEFINITIONS,
    SECURITIES,
    SOLICITATIONS,
    STANDING_VOTES,
    OFFERING,
    ATTESTORS,
    EVIDENCE,
    RULES,
    EXEMPTIONS,
    CONSENTS,
    ISSUANCES,
    EXCHANGES,
    PAPER,
    REGISTER,
    HOLDINGS,
    CERTIFICATES,
    VERIFY,
  ],
  ...[
    PARTIES,
    KEYS,
    TRANSFERS,
    DEEDS,
    INSTRUCTIONS,
    LEASES,
    FREEZES,
    ENCUMBRANCES,
    ORDERS,
    DISPUTES,
    SCREENING,
    CLAIMS,
    TRUST,
    MANDATES,
    GROUPS,
  ],
  ...[
    APPROVALS,
    OVERRIDE_NOUN,
    OPERATORS,
    CALENDARS,
    BUSINESS_DATE,
    BREAKS,
    RECONCILIATIONS,
    IMPORTS,
    EXPORTS,
    CREDENTIALS,
    CREDENTIAL_ISSUERS,
  ],
  ...[EVENTS, AUDIT, completion(() => COMMANDS)],
];
