import type { ConfigEntryFacts } from './snapshot';

export const LISTENER_PURPOSES = ['inter-broker', 'controller'] as const;
export type ListenerPurpose = (typeof LISTENER_PURPOSES)[number];

/** One listener of a broker, put together from its configs. */
export interface ListenerFacts {
  readonly name: string;
  /** Kafka's word: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL; null when the map does not name the listener. */
  readonly securityProtocol: string | null;
  /** Host and port that the broker binds to; the host is empty for all interfaces. */
  readonly bindAddress: string;
  /** Host and port that clients are told to connect to; null for a listener that is not advertised. */
  readonly advertisedAddress: string | null;
  /** What the cluster itself uses it for; empty when it is for clients alone. */
  readonly purposes: readonly ListenerPurpose[];
}

type Configs = ReadonlyMap<string, string | null>;

/** Listeners of a broker by `listeners`, `advertised.listeners` and the settings that name them; null when its configs are not known. */
export function describeListeners(configs: readonly ConfigEntryFacts[] | null): readonly ListenerFacts[] | null {
  if (configs === null) return null;
  const values: Configs = new Map(configs.map(({ name, value }) => [name, value]));
  const bound = parseAddresses(values.get('listeners'));
  const advertised = parseAddresses(values.get('advertised.listeners') || values.get('listeners'));
  const protocols = new Map(splitList(values.get('listener.security.protocol.map')).map(splitOnce(':')));
  const controllerNames = splitList(values.get('controller.listener.names'));
  return [...bound].map(([name, bindAddress]) => ({
    name,
    securityProtocol: protocols.get(name) ?? null,
    bindAddress,
    advertisedAddress: controllerNames.includes(name) ? null : (advertised.get(name) ?? null),
    purposes: [
      ...(isInterBroker(name, values, protocols) ? (['inter-broker'] as const) : []),
      ...(controllerNames.includes(name) ? (['controller'] as const) : []),
    ],
  }));
}

/** Roles of a KRaft node (`process.roles`); empty on ZooKeeper, null when its configs are not known. */
export function describeRoles(configs: readonly ConfigEntryFacts[] | null): readonly string[] | null {
  if (configs === null) return null;
  return splitList(configs.find(({ name }) => name === 'process.roles')?.value);
}

/** Named by `inter.broker.listener.name`, else the one with the protocol of `security.inter.broker.protocol`. */
function isInterBroker(name: string, values: Configs, protocols: ReadonlyMap<string, string>): boolean {
  const named = values.get('inter.broker.listener.name');
  if (named) return name === named;
  return protocols.get(name) === values.get('security.inter.broker.protocol') && name === protocols.get(name);
}

function parseAddresses(text: string | null | undefined): ReadonlyMap<string, string> {
  return new Map(splitList(text).map(splitOnce('://')));
}

function splitList(text: string | null | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function splitOnce(separator: string) {
  return (text: string): readonly [string, string] => {
    const at = text.indexOf(separator);
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
  };
}
