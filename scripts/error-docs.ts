import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type ErrorHelp, HELP_PARTS } from '../lib/i18n/error-help';
import { STATUS_OF_CODE } from '../lib/server/http/problem';

interface Page {
  readonly path: string;
  readonly help: string;
  readonly other: string;
}

const PAGES: readonly Page[] = [
  { path: 'docs/errors.md', help: 'lib/i18n/en/error-help.json', other: '[中文](errors.zh-CN.md)' },
  { path: 'docs/errors.zh-CN.md', help: 'lib/i18n/zh-CN/error-help.json', other: '[English](errors.md)' },
];

/** The handbook's pages of errors as Markdown, by path: the texts are those of the application's own page. */
export function renderErrorDocs(): ReadonlyMap<string, string> {
  return new Map(
    PAGES.map(({ path, help, other }) => [
      path,
      renderPage(JSON.parse(readFileSync(help, 'utf8')) as ErrorHelp, other),
    ]),
  );
}

function renderPage(help: ErrorHelp, other: string): string {
  const parts = HELP_PARTS.flatMap(({ part, prefix }) => [
    `## ${help[`${part}Title`]}`,
    help[`${part}Lead`],
    ...Object.entries(help[part]).map(([name, { cause, action }]) => {
      const lines = [`- ${help.cause}: ${cause}`, `- ${help.action}: ${action}`];
      const status = STATUS_OF_CODE[name as keyof typeof STATUS_OF_CODE] ?? help.screenOnly;
      return [
        `### <a id="${prefix}${name}"></a>\`${name}\``,
        '',
        ...(part === 'code' ? [`- ${help.status}: ${status}`] : []),
        ...lines,
      ].join('\n');
    }),
  ]);
  return `${[`# ${help.title}`, other, help.lead, ...parts].join('\n\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, text] of renderErrorDocs()) writeFileSync(path, text);
}
