export type { User } from './access.js';
export { EventLog, type EventLogOptions, type LoggedEvent } from './event-log.js';
export type { Fault, FaultPlan, Faults, PlannedFault } from './faults.js';
export type { Member, ServerFeatures } from './features-call.js';
export type { CallCounts } from './node.js';
export { type ProtocolServer, type ProtocolServerOptions, startProtocolServer } from './server.js';
