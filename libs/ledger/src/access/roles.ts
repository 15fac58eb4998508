/** The roles of people and systems (docs/api.md §8). */
export const ROLES = [
  'caseworker',
  'reviewer',
  'auditor',
  'claims-system',
  'operator',
  'policy-officer',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

/** What a caller may want to do; each route and command names one. */
export const ACTIONS = [
  'read-members',
  'check-eligibility',
  'decide',
  'read-decisions',
  'quote',
  'append-facts',
  'append-claims',
  'approve',
  'read-policy',
  'change-policy',
  'read-policy-changes',
  'approve-policy',
  'derive',
  'read-log',
  'read-access-log',
  'verify',
  'run-jobs',
  'read-jobs',
  'run-impact',
  'read-impact',
  'read-feed',
  'manage-access',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What everyone with a key may do: the rules are public, and a derivation stores nothing and reads nobody. */
const everyone = ['read-policy', 'derive'] as const;

/** The role table: whatever a role is not given here, it may not do. */
export const ROLE_ACTIONS: Readonly<Record<Role, readonly Action[]>> = {
  caseworker: [
    ...everyone,
    'read-members',
    'check-eligibility',
    'decide',
    'read-decisions',
    'quote',
    'append-facts',
    'append-claims',
  ],
  reviewer: [
    ...everyone,
    'read-members',
    'read-decisions',
    'read-jobs',
    'read-impact',
    'approve',
    'read-policy-changes',
    'approve-policy',
  ],
  auditor: [
    ...everyone,
    'read-members',
    'read-decisions',
    'read-log',
    'read-jobs',
    'read-impact',
    'read-policy-changes',
    'read-access-log',
    'read-feed',
    'verify',
  ],
  'claims-system': [...everyone, 'check-eligibility', 'read-decisions', 'append-claims', 'read-feed'],
  operator: [...everyone, 'run-jobs', 'read-jobs', 'run-impact', 'read-impact'],
  'policy-officer': [
    ...everyone,
    'change-policy',
    'read-policy-changes',
    'approve-policy',
    'run-impact',
    'read-impact',
  ],
  admin: [...everyone, 'manage-access'],
};

/** True where a role may do something. */
export function mayDo(role: Role, action: Action): boolean {
  return ROLE_ACTIONS[role].includes(action);
}
