/** The protocol server as a process of the bench, so that its memory and its work are not those that are measured. */
import '../libs/event-store/src/testing/protocol-server/main.js';
