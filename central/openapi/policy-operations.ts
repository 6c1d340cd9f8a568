import type { Operation } from './operation.ts'

/** Policies as versions. */
export const POLICY_OPERATIONS: Record<string, Operation> = {
  'GET /policies': {
    id: 'listPolicies',
    tag: 'policies',
    summary: 'Versions of policies: in which campaign, by whom, why, and where each is in force',
  },
  'GET /policies/:version': { id: 'readPolicyVersion', tag: 'policies', summary: 'A version, as a file' },
  'GET /campaigns/:id/policy': { id: 'readPolicy', tag: 'policies', summary: 'The policy in force' },
  'PUT /campaigns/:id/policy': {
    id: 'replacePolicy',
    tag: 'policies',
    summary: 'Put a policy in force, as a new version without a note; the leads are decided by it',
  },
  'POST /campaigns/:id/policy/publish': {
    id: 'publishPolicy',
    tag: 'policies',
    summary: 'Put a policy in force, as a new version with a note; the leads are decided by it',
  },
  'POST /campaigns/:id/policy/rollback': {
    id: 'rollBackPolicy',
    tag: 'policies',
    summary: 'Put an earlier version in force again, as a new one',
  },
  'GET /campaigns/:id/policy/progress': {
    id: 'readPolicyProgress',
    tag: 'policies',
    summary: 'How far the open leads are decided by the policy in force',
  },
  'POST /campaigns/:id/fit': {
    id: 'fitPolicy',
    tag: 'policies',
    summary: 'Fit the points to the outcomes so far: a draft with its measures, not published',
  },
}
