import { GAP_REASONS } from '@/lib/domain/gap-reasons';
import type en from './en/error-help.json';
import type { Locale } from './locale';

/** What the handbook says of every error code, gap and unknown figure in one language. */
export type ErrorHelp = typeof en;

/** Kept apart from the catalogues, which every page carries: only one page and the handbook need it. */
export async function readErrorHelp(locale: Locale): Promise<ErrorHelp> {
  const { default: help } =
    locale === 'zh-CN' ? await import('./zh-CN/error-help.json') : await import('./en/error-help.json');
  return help;
}

/** Parts of the page, in their order; the anchor of an entry is the prefix and its name. */
export const HELP_PARTS = [
  { part: 'code', prefix: '' },
  { part: 'gap', prefix: 'gap-' },
  { part: 'value', prefix: 'value-' },
] as const;

const GAP_NAMES: ReadonlySet<string> = new Set(GAP_REASONS);

/** The anchor of a gap's reason. Kafka's own names, which are in capitals, share one entry; the rest are error codes. */
export function gapAnchor(reason: string): string {
  if (/[A-Z]/.test(reason)) return 'gap-kafka';
  return GAP_NAMES.has(reason) ? `gap-${reason}` : reason;
}

/** The address of an entry of the handbook's page of errors. */
export function errorHelpHref(anchor: string): string {
  return `/help/errors#${anchor}`;
}
