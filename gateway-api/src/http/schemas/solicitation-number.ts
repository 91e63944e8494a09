import { LIMITS } from '@scrip/model';
import { z } from 'zod';

/** Number of a solicitation: the first of a security is 1. */
export const SolicitationNumber = z.int().min(1).max(LIMITS.solicitationsPerSecurityMax);
