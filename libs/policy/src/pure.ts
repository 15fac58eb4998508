/** The part of this library that needs no file and no YAML, for the console. */
export { parseInstant, parseKnownAt } from './cases/instants.js';
export { choiceOf, writtenChoice } from './readings/choice.js';
