import { type Call, commandOf, coordinateFlags, curlOf, sideFlags } from './call-lines.js';

const standing: Call = {
  path: '/v1/members/{member}/standing',
  target: { path: { member: 'P-0001' }, query: { on: '2028-03-15' } },
  command: 'canbao standing P-0001 --on 2028-03-15',
};

test('both lines ask the ledger that the page is of, whatever its port', () => {
  const origin = 'http://127.0.0.1:3961';
  expect(curlOf(standing, origin)).toBe(`curl '${origin}/v1/members/P-0001/standing?on=2028-03-15'`);
  expect(commandOf(standing, origin)).toBe(`canbao standing P-0001 --on 2028-03-15 --url ${origin}`);
});

test('the ledger that canbao asks anyhow is not named', () => {
  expect(commandOf(standing, 'http://127.0.0.1:3000')).toBe('canbao standing P-0001 --on 2028-03-15');
});

test('a command that asks no ledger is given none', () => {
  const readings: Call = { path: '/v1/readings', command: 'canbao readings', isShipped: true };
  expect(commandOf(readings, 'http://127.0.0.1:3961')).toBe('canbao readings');
});

test('where there is no command, none is made up', () => {
  expect(commandOf({ path: '/v1/members' }, 'http://127.0.0.1:3961')).toBeNull();
});

test('an apostrophe in a body ends no word of the shell', () => {
  const call: Call = { method: 'POST', path: '/v1/decisions', body: { member: "P'1" } };
  expect(curlOf(call, 'http://127.0.0.1:3000')).toMatch(/ -d '\{"member":"P'\\''1"\}'$/);
});

test('coordinates are flags, each reading its own, and a choice with a space one word', () => {
  const coordinates = {
    on: '2028-03-15',
    knownAt: 'pos:92',
    pack: 'anhui@1',
    readings: 'R1=yes,R7=months, arrival',
  };
  expect(coordinateFlags(coordinates)).toBe(
    " --on 2028-03-15 --known-at pos:92 --pack anhui@1 --reading R1=yes --reading 'R7=months, arrival'",
  );
  expect(sideFlags('--b', { ...coordinates, readings: 'R1=yes' })).toBe(
    ' --b on=2028-03-15 --b known-at=pos:92 --b pack=anhui@1 --b reading=R1=yes',
  );
});
