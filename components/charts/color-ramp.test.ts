import { describe, expect, it } from 'vitest';
import { colorAt, parseColor } from './color-ramp';

describe('colour ramp', () => {
  it('reads the forms that browsers give', () => {
    expect(parseColor(' #0b656d')).toEqual([11, 101, 109]);
    expect(parseColor('#fff')).toEqual([255, 255, 255]);
    expect(parseColor('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
    expect(parseColor('rgba(1 2 3 / 0.5)')).toEqual([1, 2, 3]);
    expect(parseColor('teal')).toBeNull();
  });
  it('runs through its stops and holds at the ends', () => {
    const stops = [
      [0, 0, 0],
      [100, 0, 0],
      [100, 200, 0],
    ] as const;
    expect(colorAt(stops, 0)).toBe('rgb(0,0,0)');
    expect(colorAt(stops, 0.25)).toBe('rgb(50,0,0)');
    expect(colorAt(stops, 0.75)).toBe('rgb(100,100,0)');
    expect(colorAt(stops, 7)).toBe('rgb(100,200,0)');
  });
});
