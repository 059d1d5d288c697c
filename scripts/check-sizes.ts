import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { listTrackedFiles } from './tracked-files';

const FILE_LINES = 400;
const FUNCTION_LINES = 60;
/** What a `.tsx` file holds describes what is seen: markup and columns grow downwards. */
const COMPONENT_LINES = 120;
const CODE = /\.(ts|tsx|mjs|cjs|java)$/;
const SCRIPT = /\.(ts|tsx|mjs|cjs)$/;
/** A test file grows by cases and a `describe` holds them all: length says nothing there. */
const TEST = /\.(test|e2e)\.tsx?$/;

/** Files and functions that no longer fit into a reader's head. */
export function checkSizes(): string[] {
  const problems: string[] = [];
  for (const path of listTrackedFiles(CODE)) {
    if (TEST.test(path)) continue;
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n').length;
    if (lines > FILE_LINES) problems.push(`${path}: ${lines} lines, at most ${FILE_LINES}`);
    if (SCRIPT.test(path)) problems.push(...findLongFunctions(path, text));
  }
  return problems;
}

function findLongFunctions(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionWithBody(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
      const name = nameOf(node);
      const limit = path.endsWith('.tsx') ? COMPONENT_LINES : FUNCTION_LINES;
      if (lines > limit) problems.push(`${path}:${first + 1} ${name || 'function'}: ${lines} lines, at most ${limit}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** Its own name, else that of the constant or property it is given to, through calls such as `memo(…)`. */
function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText();
  const holder = holderOf(node);
  return ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) ? holder.name.getText() : '';
}

function holderOf(node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isCallExpression(parent) || ts.isParenthesizedExpression(parent) ? holderOf(parent) : parent;
}
