import type { z } from 'zod';
import type * as definition from '../http/schemas/definition.js';
import type * as termSheet from '../http/schemas/term-sheet.js';

/** Body of `definitions.draft`. */
export type NewDefinition = z.input<typeof definition.NewDefinition>;
/** A definition in its canonical form. */
export type DefinitionForm = NonNullable<NewDefinition['form']>;
/** Body of `definitions.propose`. */
export type NewDefinitionProposal = z.input<typeof definition.NewDefinitionProposal>;
/** Body of `definitions.adopt`. */
export type NewDefinitionAdoption = z.input<typeof definition.NewDefinitionAdoption>;
/** Answer of a step that a definition takes. */
export type DefinitionReceipt = z.output<typeof definition.DefinitionReceipt>;
/** A definition. */
export type DefinitionReply = z.output<typeof definition.DefinitionReply>;
/** Definitions, and what has become of them. */
export type DefinitionList = z.output<typeof definition.DefinitionList>;
/** What a definition says otherwise than another one. */
export type DefinitionDifferences = z.output<typeof definition.DefinitionDifferences>;
/** What has become of a definition. */
export type DefinitionStatus = DefinitionReceipt['status'];
/** What a question about definitions is answered with. */
export type DefinitionPrograms = z.output<typeof definition.DefinitionPrograms>;
export type FoundDefinitions = z.output<typeof definition.FoundDefinitions>;
/** A definition in plain sentences. */
export type TermSheetReply = z.output<typeof termSheet.TermSheetReply>;
/** Media types of term sheets. */
export type TermSheetForm = 'text/html' | 'text/markdown';
