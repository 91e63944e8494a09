import { LIMITS } from '../limits.js';
import { count, type Reader } from '../serialisation/reader.js';

/** Reader of the number of a solicitation: the first of a security is 1. */
export const solicitationNumber: Reader<number> = count({ min: 1, max: LIMITS.solicitationsPerSecurityMax });
