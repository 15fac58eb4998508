/** The part of this library that needs no file and no YAML, for the console. */
export { choiceOf, writtenChoice } from './readings/choice.js';
