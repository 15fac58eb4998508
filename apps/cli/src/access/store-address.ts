import {
  holdsPassword,
  parseStoreAddress,
  STORE_ADDRESS_FORMS,
  type StoreAddress,
  withoutCredentials,
} from '#libs/event-store';
import { wrongUsage } from '../failures/failure.js';
import type { StoreOptions } from '../flags/groups.js';

/** The store that the flags name, else that of the variable `CANBAO_STORE`; null: none. */
export function storeAddressOf({ store, data }: StoreOptions, env: NodeJS.ProcessEnv): StoreAddress | null {
  if (store !== undefined && data !== undefined) throw onlyOne('--store、--data', '--store and --data');
  if (data !== undefined) return addressOf('--data', `sqlite:${data}`);
  return addressFrom({ flag: '--store', value: store }, { variable: 'CANBAO_STORE', env });
}

/** The store that a flag names, else that of a variable; null: neither is there. */
export function addressFrom(
  { flag, value }: { readonly flag: string; readonly value: string | undefined },
  { variable, env }: { readonly variable: string; readonly env: NodeJS.ProcessEnv },
): StoreAddress | null {
  if (value !== undefined) return withoutPassword(addressOf(flag, value), { flag, variable });
  const set = env[variable] ?? '';
  return set === '' ? null : addressOf(variable, set);
}

/** Refuses flags of which only one can be given. */
export function onlyOne(zh: string, en: string): Error {
  return wrongUsage({ zh: `${zh} 只能用其一。`, en: `Only one of ${en} can be given.` });
}

/** Everybody on the machine can read the arguments of a process. */
function withoutPassword(
  address: StoreAddress,
  { flag, variable }: { readonly flag: string; readonly variable: string },
): StoreAddress {
  if (!holdsPassword(address)) return address;
  throw wrongUsage(
    {
      zh: `${flag} 中有口令, 本机所有人都能看到。`,
      en: `${flag} holds a password, which everybody on this machine can see.`,
    },
    { zh: `把该地址写入环境变量 ${variable}。`, en: `Put the address into the variable ${variable}.` },
  );
}

function addressOf(setting: string, text: string): StoreAddress {
  const address = parseStoreAddress(text);
  if (address !== undefined) return address;
  const seen = withoutCredentials(text);
  throw wrongUsage({
    zh: `${setting}: "${seen}" 不符; 应为 ${STORE_ADDRESS_FORMS}。`,
    en: `${setting}: found "${seen}", expected ${STORE_ADDRESS_FORMS}.`,
  });
}
