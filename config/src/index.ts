export { openingOf, type Calendar, type CalendarOpening, type Weekday } from './calendar.js';
export type { BatchLimits, Channel, ChannelPolicies, ImplicitMetaRule, LawfulOverride } from './channel.js';
export { ConfigError, type ConfigProblem } from './config-error.js';
export type { Consortium } from './consortium.js';
export { placementOf, type Listing, type SecurityPlacement } from './listing.js';
export { defaultDirectory, loadConsortium, readConsortium } from './load-consortium.js';
export type { Operator, OperatorRole, Organization, Role } from './organization.js';
export type { SourceFile } from './yaml-file.js';
