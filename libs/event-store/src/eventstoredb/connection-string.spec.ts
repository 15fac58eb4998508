import { InvalidConnectionError } from '../errors.js';
import { describeConnection, parseConnectionString } from './connection-string.js';

describe('a connection string', () => {
  test('names one node', () => {
    expect(parseConnectionString('esdb://localhost?tls=false')).toEqual({
      hosts: [{ address: 'localhost', port: 2113 }],
      discover: false,
      tls: false,
      numbers: {},
      described: 'esdb://localhost:2113',
    });
  });

  test('names a cluster, a user and everything that can be set, however the names are written', () => {
    const text =
      'esdb+discover://ad%3Amin:p%40ss%3Aword@cluster.example:2114/?node_preference=ReadOnlyReplica' +
      '&KEEPALIVEINTERVAL=-1&keepAliveTimeout=5000&gossipTimeout=3&connectionName=a%20b&ledger=canbao_2' +
      `&tlsCAFile=${encodeURIComponent(__filename)}`;
    const parsed = parseConnectionString(text);
    expect(parsed).toMatchObject({
      hosts: [{ address: 'cluster.example', port: 2114 }],
      discover: true,
      tls: true,
      user: { username: 'ad:min', password: 'p@ss:word' },
      nodePreference: 'read_only_replica',
      connectionName: 'a b',
      ledgerName: 'canbao_2',
      numbers: { keepAliveInterval: -1, keepAliveTimeout: 5000, gossipTimeout: 3 },
    });
    expect(parsed.rootCertificate?.length).toBeGreaterThan(0);
  });

  test('names several nodes', () => {
    const { hosts, discover } = parseConnectionString('esdb://a:1,b:2,c');
    expect(hosts.map(({ address, port }) => `${address}:${port}`)).toEqual(['a:1', 'b:2', 'c:2113']);
    expect(discover).toBe(false);
  });

  test.each([
    ['localhost:2113', 'form'],
    ['', 'form'],
    ['http://localhost', 'scheme'],
    ['esdb://', 'host'],
    ['esdb://a b', 'host'],
    ['esdb://[::1]:2113', 'host'],
    ['esdb+discover://a,b', 'host'],
    ['esdb://a:0', 'port'],
    ['esdb://a:65536', 'port'],
    ['esdb://a:x', 'port'],
    ['esdb://admin:secret', 'port'],
    ['esdb://admin:secret,a:2113', 'port'],
    ['esdb://admin:secret a:2113', 'host'],
    ['esdb://admin@a', 'user'],
    ['esdb://admin:@a', 'user'],
    ['esdb://:secret@a', 'user'],
    ['esdb://admin:secret@a?tls=false', 'user'],
    ['esdb://admin:sec%ret@a', 'user'],
    ['esdb://admin:secret?x@a', 'user'],
    ['esdb://admin:secret@home@a', 'user'],
    ['esdb://a?connectionName=x@y', 'user'],
    ['esdb://a?tls=maybe', 'tls'],
    ['esdb://a?tls', 'tls'],
    ['esdb://a?tls=true&TLS=false', 'tls'],
    ['esdb://a?tlsVerifyCert=false', 'tlsVerifyCert'],
    ['esdb://a?throwOnAppendFailure=false', 'throwOnAppendFailure'],
    ['esdb://a?tlsCAFile=/no/such/file', 'tlsCAFile'],
    ['esdb://a?tls=false&tlsCAFile=x', 'tlsCAFile'],
    ['esdb://a?userKeyFile=/no/such/file', 'userKeyFile'],
    [`esdb://a?userKeyFile=${encodeURIComponent(__filename)}`, 'userCertFile'],
    ['esdb://a?nodePreference=best', 'nodePreference'],
    ['esdb://a?keepAliveInterval=5', 'keepAliveInterval'],
    ['esdb://a?keepAliveTimeout=-2', 'keepAliveTimeout'],
    ['esdb://a?defaultDeadline=-1', 'defaultDeadline'],
    ['esdb://a?gossipTimeout=soon', 'gossipTimeout'],
    ['esdb://a?ledger=Two-Words', 'ledger'],
    ['esdb://a?colour=red', 'parameter'],
  ])('is refused where it is wrong: %s', (text, setting) => {
    const refusal = refusalOf(text);
    expect(refusal).toBeInstanceOf(InvalidConnectionError);
    expect(refusal).toMatchObject({ code: 'invalid-connection', setting });
    expect(refusal.message).toContain(setting);
    expect(refusal.message).not.toMatch(/secret|sec%ret/);
  });

  test('is described without its password, whatever it looks like', () => {
    expect(describeConnection('esdb://admin:secret@a:1,b?tls=true')).toBe('esdb://admin@a:1,b:2113');
    expect(describeConnection('esdb://admin:secret@a:1?tls=perhaps')).toBe('the connection string');
    expect(describeConnection('admin:secret@a')).toBe('the connection string');
  });
});

function refusalOf(text: string): Error {
  try {
    parseConnectionString(text);
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${text} was taken.`);
}
