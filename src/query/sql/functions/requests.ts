import { sql } from '../typed.ts';
import type { FunctionSpec, ScriptFunction } from './contract.ts';
import type { Json } from './members/walk.ts';
import { accountsOf, isAdmin, isAllow, isPublic, statementsOf } from './requests/policy.ts';
import { openPorts } from './requests/ports.ts';
import { argument } from './text/call.ts';

/** What a request means beyond its words: its policy, and the ports that it opens. For trees of our own making. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: '$policy',
    kind: 'scalar',
    signatures: ['policy(varchar, varchar) array(varchar)'],
    about: 'A fact of the policies in a request: grantsAdmin, isPublic, accounts',
    print: (call) => sql`tg_request_policy(${argument(call, 0)}, ${argument(call, 1)})`,
  },
  {
    name: '$open_ports',
    kind: 'scalar',
    signatures: ['open_ports(varchar) array(varchar)'],
    about: 'Ports of administration and databases that a request opens to the world',
    print: (call) => sql`tg_request_ports(${argument(call, 0)})`,
  },
];

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_request_policy',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    isTotal: true,
    call: (request, fact) => policyFact(requestOf(request), String(fact)),
  },
  {
    name: 'tg_request_ports',
    args: ['VARCHAR'],
    result: 'VARCHAR[]',
    isTotal: true,
    call: (request) => openPorts(requestOf(request)),
  },
];

function policyFact(request: Json, fact: string): readonly string[] {
  const statements = statementsOf(request);
  if (statements.length === 0) return [];
  const allowing = statements.filter(isAllow);
  if (fact === 'accounts') return [...new Set(allowing.flatMap(accountsOf))];
  return [String(allowing.some(fact === 'isPublic' ? isPublic : isAdmin))];
}

function requestOf(text: unknown): Json {
  try {
    return JSON.parse(String(text)) as Json;
  } catch {
    return null;
  }
}
