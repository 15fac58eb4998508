'use strict';

const yaml = require('yaml');

const parsed = new Map();

/** `parseDocument` that parses a text once per process. Nothing in the project changes a document it has read. */
function parseDocument(text, { lineCounter, ...options } = {}) {
  const key = JSON.stringify([text, options]);
  let known = parsed.get(key);
  if (known === undefined) {
    const lines = new yaml.LineCounter();
    known = { document: yaml.parseDocument(text, { ...options, lineCounter: lines }), lines };
    parsed.set(key, known);
  }
  if (lineCounter !== undefined) lineCounter.lineStarts = [...known.lines.lineStarts];
  return known.document;
}

module.exports = { ...yaml, parseDocument };
