export type * from './entries.generated.js';
export type * from './entries.js';
export * from './errors.js';
export { FeedClient, type TakeEntries } from './feed-client.js';
export type * from './feed-store.js';
export type * from './options.js';
