import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The last stage of the Dockerfile: what a container of the image starts with. */
export interface Image {
  readonly base: string;
  readonly user: string | null;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly labels: string;
  /** What it takes from the build, relative to the repository. */
  readonly copied: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

/** What docker-compose.yml says of one service. */
export interface Service {
  readonly image?: string;
  readonly build?: { readonly target: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number | null>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly stop_grace_period?: string;
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Reads the Dockerfile's last stage. */
export function readImage(): Image {
  const text = readFileSync('Dockerfile', 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ');
  const stage = text.slice(text.lastIndexOf('\nFROM ') + 1).split('\n');
  const find = (name: string) =>
    stage.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());
  const list = (name: string) => JSON.parse(find(name).at(-1) ?? '[]') as string[];
  const health = find('HEALTHCHECK').at(-1) ?? '';
  return {
    base: find('FROM')[0] ?? '',
    user: find('USER').at(-1) ?? null,
    environment: Object.fromEntries(
      [
        ...find('ENV')
          .join(' ')
          .matchAll(/(\w+)=(\S+)/g),
      ].map(([, name, value]) => [name, value]),
    ),
    volumes: find('VOLUME'),
    labels: find('LABEL').join(' '),
    copied: find('COPY').map((args) => args.split(' ').at(-2)?.replace('/app/', '') ?? ''),
    entrypoint: list('ENTRYPOINT'),
    command: list('CMD'),
    healthCheck: JSON.parse(health.slice(health.indexOf('['))) as string[],
  };
}

/** Reads docker-compose.yml with merge keys and defaults filled in, as `docker compose config` does. */
export function readCompose(): Compose {
  const text = readFileSync('docker-compose.yml', 'utf8');
  return parse(text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1'), { merge: true }) as Compose;
}

/** The environment that a container of a service has; a variable without a value is taken from `outside`. */
export function describeServiceEnvironment(
  service: Pick<Service, 'environment'>,
  outside: Readonly<Record<string, string>>,
): Record<string, string> {
  const given = Object.entries(service.environment ?? {});
  return Object.fromEntries(
    given.flatMap(([name, value]) => {
      const text = value ?? outside[name];
      return text === undefined ? [] : [[name, String(text)]];
    }),
  );
}
