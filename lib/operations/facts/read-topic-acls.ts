import type { OperationKafka } from '../operation';

const RESOURCE_TOPIC = 2;
const PATTERN_LITERAL = 3;
const ANY = 1;

/**
 * How many ACLs name each of these topics literally (DescribeAcls, API key 29); topics without any are absent. None where
 * the cluster has no authorizer; null when Kafka does not tell.
 */
export async function readTopicAcls(
  kafka: OperationKafka,
  names: readonly string[],
): Promise<ReadonlyMap<string, number> | null> {
  const answer = await kafka.call('DescribeAcls', {
    resourceTypeFilter: RESOURCE_TOPIC,
    resourceNameFilter: null,
    patternTypeFilter: PATTERN_LITERAL,
    principalFilter: null,
    hostFilter: null,
    operation: ANY,
    permissionType: ANY,
  });
  const error = kafka.errorOf(answer.errorCode);
  if (error?.name === 'SECURITY_DISABLED') return new Map();
  if (error !== null) return null;
  const wanted = new Set(names);
  const named = answer.resources.filter(({ resourceName }) => wanted.has(resourceName));
  return new Map(named.map(({ resourceName, acls }) => [resourceName, acls.length]));
}
