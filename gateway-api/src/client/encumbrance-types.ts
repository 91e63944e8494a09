import type { z } from 'zod';
import type * as encumbrance from '../http/schemas/encumbrance.js';

/** Body of `registrar.encumber`. */
export type NewEncumbrance = z.input<typeof encumbrance.NewEncumbrance>;
/** Body of `registrar.releaseUnits`. */
export type NewRelease = z.input<typeof encumbrance.NewRelease>;
/** Body of `registrar.subordinate`. */
export type NewSubordination = z.input<typeof encumbrance.NewSubordination>;
/** Body of `registrar.attachUnits`. */
export type NewAttachment = z.input<typeof encumbrance.NewAttachment>;
/** Body of `registrar.liftAttachment`. */
export type AttachmentLifting = z.input<typeof encumbrance.AttachmentLifting>;
/** Body of `registrar.enforce`. */
export type NewEnforcement = z.input<typeof encumbrance.NewEnforcement>;
/** What is encumbered. */
export type EncumbranceList = z.output<typeof encumbrance.EncumbranceList>;
/** To whom the income of a holding goes. */
export type IncomeReply = z.output<typeof encumbrance.IncomeReply>;
