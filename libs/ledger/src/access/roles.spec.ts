import { type Action, ACTIONS, ROLE_ACTIONS, type Role, ROLES } from './roles.js';

/** The table of docs/api.md §8, word for word in actions; every key may also read the rules and derive a case. */
const table: Readonly<Record<Role, readonly Action[]>> = {
  caseworker: [
    'append-claims',
    'append-facts',
    'check-eligibility',
    'decide',
    'derive',
    'quote',
    'read-decisions',
    'read-members',
    'read-policy',
  ],
  reviewer: [
    'approve',
    'approve-policy',
    'derive',
    'read-decisions',
    'read-impact',
    'read-jobs',
    'read-members',
    'read-policy',
    'read-policy-changes',
  ],
  auditor: [
    'derive',
    'read-access-log',
    'read-decisions',
    'read-feed',
    'read-impact',
    'read-jobs',
    'read-log',
    'read-members',
    'read-policy',
    'read-policy-changes',
    'verify',
  ],
  'claims-system': [
    'append-claims',
    'check-eligibility',
    'derive',
    'read-decisions',
    'read-feed',
    'read-policy',
  ],
  operator: ['derive', 'read-impact', 'read-jobs', 'read-policy', 'run-impact', 'run-jobs'],
  'policy-officer': [
    'approve-policy',
    'change-policy',
    'derive',
    'read-impact',
    'read-policy',
    'read-policy-changes',
    'run-impact',
  ],
  admin: ['derive', 'manage-access', 'read-policy'],
};

test.each(ROLES)('a %s may do what the role table says, and nothing else', (role) => {
  expect([...ROLE_ACTIONS[role]].sort()).toEqual(table[role]);
});

test('every action is somebody’s', () => {
  expect(new Set(Object.values(table).flat())).toEqual(new Set(ACTIONS));
});
