import { nearName } from '../graph/nearName';
import { PLATFORMS, type Platform, type Service } from '../model/scenario';
import { warning, type PlanProblem } from './planProblem';

/** What is wrong with the simulated outside world. */
export function serviceProblems(services: readonly Service[]): readonly PlanProblem[] {
  return services.flatMap((service, i) => {
    const before = services.slice(0, i);
    const problems = [...nameProblems(service, before), ...patternProblems(service, before)];
    return problems.map(([field, severity, message]) => ({ path: ['services', i, field], severity, message }));
  });
}

type FieldProblem = readonly [field: string, severity: PlanProblem['severity'], message: string];

const nameProblems = ({ name }: Service, before: readonly Service[]): readonly FieldProblem[] =>
  before.some((other) => other.name === name)
    ? [['name', 'error', `Another service is called ${name}. Failures find services by name: give it one of its own.`]]
    : [];

function patternProblems({ pattern }: Service, before: readonly Service[]): readonly FieldProblem[] {
  const wrong = patternError(pattern);
  if (wrong !== null) return [['pattern', 'error', wrong]];
  const same = before.find((other) => other.pattern === pattern);
  return same === undefined
    ? []
    : [['pattern', 'warning', `${same.name} answers these addresses already, so this service is never asked.`]];
}

/** Why a pattern matches no address that code can call; null where it may. */
function patternError(pattern: string): string | null {
  const [, scheme, rest = ''] = /^(?:([^/?#]*):)?\/\/(.*)$/.exec(pattern) ?? [pattern, undefined, pattern];
  if (scheme !== undefined && !/^(https?|\*|http\*)$/i.test(scheme)) {
    return `Code calls http and https only. Give https://${rest}.`;
  }
  if (/\s/.test(pattern)) return 'It has a space in it, so it matches nothing.';
  if (rest.startsWith('/')) return `It names no host, so it matches nothing. Give https://api.example.com${rest}.`;
  if (rest === '') return 'It names no host, so it matches nothing. Give an address such as https://api.example.com/*.';
  return rest.includes('#') ? 'No call sends what stands after #, so it matches nothing. Leave that out.' : null;
}

const KNOWN = Object.keys(PLATFORMS);

/** What is doubtful about a platform. */
export function platformProblems({ name, failures = [] }: Platform): readonly PlanProblem[] {
  const near = KNOWN.includes(name) ? null : nearName(name, KNOWN);
  const twice = failures.findIndex(({ kind }, i) => failures.slice(0, i).some((other) => other.kind === kind));
  return [
    ...(near === null
      ? []
      : [warning(['platform', 'name'], `${name} is a platform of your own here. Did you mean ${near}?`)]),
    ...(twice < 0
      ? []
      : [warning(['platform', 'failures', twice, 'kind'], 'It is listed twice: an attempt can be struck by either.')]),
  ];
}
