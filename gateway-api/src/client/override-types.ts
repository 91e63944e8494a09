import type { z } from 'zod';
import type * as lawfulOverride from '../http/schemas/lawful-override.js';

/** Body of `overrides.prepare`. */
export type NewLawfulOverride = z.input<typeof lawfulOverride.NewLawfulOverride>;
/** A lawful override with what administrators sign. */
export type LawfulOverride = z.output<typeof lawfulOverride.LawfulOverride>;
/** Lawful overrides that were prepared at a gateway. */
export type LawfulOverrideList = z.output<typeof lawfulOverride.LawfulOverrideList>;
/** Body of `overrides.endorse`. */
export type NewOverrideEndorsements = z.input<typeof lawfulOverride.NewOverrideEndorsements>;
