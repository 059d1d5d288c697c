import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { listTrackedFiles } from './tracked-files';

/** What only one place may use, where no import shows it. */
const HOMES: readonly {
  readonly what: RegExp;
  readonly owner: RegExp;
  readonly within: RegExp;
  readonly reason: string;
}[] = [
  {
    what: /^process\.env$/,
    owner: /^lib\/server\/env\.ts$/,
    within: /^(app|components|lib)\//,
    reason: 'only lib/server/env.ts reads the environment: one parser refuses what it does not know',
  },
  {
    what: /^(fetch|EventSource)$/,
    owner: /^lib\/client\//,
    within: /^(app|components|lib\/(client|i18n|views|operations|domain))\//,
    reason: 'only lib/client fetches in the browser: one data path',
  },
  {
    what: /^(Date\.now|performance\.now|Math\.random)$/,
    owner: /^$/,
    within: /^lib\/domain\//,
    reason: 'lib/domain has no clock and no chance: time is passed in',
  },
];
const TEST = /\.(test|e2e)\.tsx?$/;

/** Uses of the environment, the network and the clock outside their one home. */
export function checkHomes(): string[] {
  const problems: string[] = [];
  for (const path of listTrackedFiles(/^(app|components|lib)\/.*\.tsx?$/)) {
    const homes = HOMES.filter(({ within, owner }) => within.test(path) && !owner.test(path));
    if (TEST.test(path) || homes.length === 0) continue;
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const used = describeUse(node);
      for (const home of homes) {
        if (used === null || !home.what.test(used)) continue;
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        problems.push(`${path}:${line + 1} ${used}: ${home.reason}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return problems;
}

/** `a.b` for a property of a global, the name for a global that is called or constructed; null for anything else. */
function describeUse(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const { text } = node.expression;
    const isGlobalObject = text === 'globalThis' || text === 'window';
    return isGlobalObject ? node.name.text : `${text}.${node.name.text}`;
  }
  const isUse = ts.isCallExpression(node) || ts.isNewExpression(node);
  return isUse && ts.isIdentifier(node.expression) ? node.expression.text : null;
}
