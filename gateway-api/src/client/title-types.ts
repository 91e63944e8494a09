import type { z } from 'zod';
import type * as evidence from '../http/schemas/evidence.js';
import type * as paper from '../http/schemas/paper.js';
import type * as security from '../http/schemas/security.js';

/** Body of `dematerialise`. */
export type NewDematerialisation = z.input<typeof paper.NewDematerialisation>;
/** Body of `rematerialise`. */
export type NewRematerialisation = z.input<typeof paper.NewRematerialisation>;
/** Certificates on paper that are on record. */
export type PaperList = z.output<typeof paper.PaperList>;

/** Body of `deactivate`. */
export type NewDeactivation = z.input<typeof security.NewDeactivation>;
/** Body of `publish` of evidence. */
export type NewEvidence = z.input<typeof evidence.NewEvidence>;
/** That evidence was taken back. */
export type RevokedEvidence = z.output<typeof evidence.RevokedEvidence>;
/** What stands behind a security. */
export type EvidenceReply = z.output<typeof evidence.EvidenceReply>;
/** What must be shown anew. */
export type EvidenceDue = z.output<typeof evidence.EvidenceDue>;
