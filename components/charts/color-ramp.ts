export type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`, `#rgb` and `rgb(…)`, the forms in which browsers give computed colours; null for any other. */
export function parseColor(text: string): Rgb | null {
  const trimmed = text.trim();
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(trimmed);
  if (long) return [hex(long[1]), hex(long[2]), hex(long[3])];
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(trimmed);
  if (short) return [hex(`${short[1]}${short[1]}`), hex(`${short[2]}${short[2]}`), hex(`${short[3]}${short[3]}`)];
  const parts = /^rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)/.exec(trimmed);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}

function hex(digits: string | undefined): number {
  return Number.parseInt(digits ?? '0', 16);
}

/** Colour at a share (0 to 1) of the way through evenly spaced stops. */
export function colorAt(stops: readonly Rgb[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = stops[Math.floor(place)] ?? [0, 0, 0];
  const high = stops[Math.ceil(place)] ?? low;
  const part = place - Math.floor(place);
  const [red, green, blue] = low.map((channel, index) =>
    Math.round(channel + ((high[index] ?? channel) - channel) * part),
  );
  return `rgb(${red},${green},${blue})`;
}
