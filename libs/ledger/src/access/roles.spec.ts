import { ACTIONS, mayDo, type Role, ROLES } from './roles.js';

test('the role table of docs/api.md §8', () => {
  const able = (action: (typeof ACTIONS)[number]): readonly Role[] =>
    ROLES.filter((role) => mayDo(role, action));
  expect(able('read-members')).toEqual(['caseworker', 'reviewer', 'auditor']);
  expect(able('append-facts')).toEqual(['caseworker']);
  expect(able('append-claims')).toEqual(['caseworker', 'claims-system']);
  expect(able('change-policy')).toEqual(['policy-officer']);
  expect(able('manage-access')).toEqual(['admin']);
  expect(able('run-jobs')).toEqual(['operator']);
  expect(able('approve')).toEqual(['reviewer']);
});

test('every action is somebody’s', () => {
  for (const action of ACTIONS) expect(ROLES.some((role) => mayDo(role, action))).toBe(true);
});
