/** `--topic` of `kafka-topics.sh --alter` and `--delete`, which takes a regular expression: exactly these topics. */
export function topicPattern(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('.', '\\.')).join('|');
}
