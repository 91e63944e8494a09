export { CONSTRUCTORS, type Constructor, type DefinitionPart } from './constructors.js';
export * from './definition.js';
export * from './definition-module.js';
export type { Instrument } from './instrument-kind.js';
export { DECISIONS } from './governance.js';
export { SEEN_THINGS } from './privacy.js';
export { instrument, INSTRUMENTS, type ReadInstrument } from './instruments.js';
export { featuresOf, problemsOf, qualify, type Qualification, type SecurityFeatures } from './qualification.js';
export * from '../terms/index.js';
