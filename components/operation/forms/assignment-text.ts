/** Replicas by partition, one line each, from text; undefined when there is none. What is no number is left to the server to refuse. */
export function parseAssignment(text: string): readonly (readonly unknown[])[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  return lines.map((line) =>
    line
      .replace(/^\s*\d+\s*:/, '')
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  );
}

/** The text that `parseAssignment` reads. */
export function writeAssignment(assignment: unknown): string {
  if (!Array.isArray(assignment)) return '';
  return assignment
    .map((ids: unknown, partition) => `${partition}: ${Array.isArray(ids) ? ids.join(', ') : ''}`)
    .join('\n');
}
