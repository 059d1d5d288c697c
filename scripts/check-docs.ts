import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { renderErrorDocs } from './error-docs';
import { listTrackedFiles } from './tracked-files';

const HAS_ONE_LANGUAGE = /^docs\/decisions\//;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;

/** Pages of the handbook that lack their other language or differ from it in headings, links that lead nowhere, and pages that are not as they are made. */
export function checkDocs(): string[] {
  const pages = listTrackedFiles(/^(docs\/.*|[^/]+)\.md$/);
  const textOf = new Map(pages.map((path) => [path, readFileSync(path, 'utf8').replace(FENCE, '')]));
  const made = renderErrorDocs();
  return [
    ...pages.flatMap((path) => checkLanguages(path, textOf)),
    ...pages.flatMap((path) => checkLinks(path, textOf)),
    ...[...made.keys()]
      .filter((path) => !existsSync(path) || readFileSync(path, 'utf8') !== made.get(path))
      .map((path) => `${path} is not what the catalogues say: run npx tsx scripts/error-docs.ts`),
  ];
}

function checkLanguages(path: string, textOf: ReadonlyMap<string, string>): string[] {
  if (!path.startsWith('docs/') || HAS_ONE_LANGUAGE.test(path)) return [];
  const isChinese = path.endsWith('.zh-CN.md');
  const other = isChinese ? path.replace('.zh-CN.md', '.md') : path.replace(/\.md$/, '.zh-CN.md');
  const otherText = textOf.get(other);
  if (otherText === undefined) return [`${path} has no ${other}`];
  const [here, there] = [levelsOf(textOf.get(path) ?? ''), levelsOf(otherText)];
  return isChinese || here === there ? [] : [`${path} and ${other} differ in their headings: ${here} and ${there}`];
}

function levelsOf(text: string): string {
  return [...text.matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length).join(' ');
}

function checkLinks(path: string, textOf: ReadonlyMap<string, string>): string[] {
  return [...(textOf.get(path) ?? '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    if (!existsSync(target)) return [`${path} links to ${link}, which is not there`];
    const text = textOf.get(target);
    if (anchor === undefined || text === undefined || anchorsOf(text).has(decodeURI(anchor))) return [];
    return [`${path} links to ${link}, and ${target} has no such heading`];
  });
}

/** As GitHub names headings, and the anchors that stand in the text. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/<[^>]*>/g, '')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)]);
}
