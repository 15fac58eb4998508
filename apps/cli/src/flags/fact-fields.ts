import type { Field } from '#libs/enrollment';
import { dayOf, wrongValue } from './parse.js';

/** The flag of an event's field: `coverageYear` is `--coverage-year <year>`. */
export function fieldFlag(name: string, { kind }: Field): string {
  const flag = flagName(name);
  return kind === 'flag' ? flag : `${flag} <${kind}>`;
}

/** A parser that gives a field the type that the core expects; whether the value may be recorded is for the core to say. */
export function fieldParser(name: string, { kind }: Field): (value: string) => unknown {
  const flag = flagName(name);
  switch (kind) {
    case 'date':
      return dayOf(flag);
    case 'amount':
    case 'count':
    case 'year':
      return (value) => numberOf(flag, value);
    case 'years':
      return (value) => value.split(',').map((year) => numberOf(flag, year.trim()));
    case 'replacement':
      return (value) => objectOf(flag, value);
    case 'flag':
      return () => true;
    case 'event-id':
    case 'identifier':
    case 'reason':
    case 'region':
    case 'scheme':
    case 'status':
    case 'text':
    case 'transfer-side':
      return (value) => value;
  }
}

function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function numberOf(flag: string, value: string): number {
  if (/^-?\d{1,16}(?:\.\d+)?$/.test(value)) return Number(value);
  throw wrongValue(flag, value, { zh: '数', en: 'a number' });
}

function objectOf(flag: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw wrongValue(flag, value, { zh: '一个 JSON 对象', en: 'one JSON object' });
  }
}
