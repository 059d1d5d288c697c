import classes from './sparkline.module.css';
import { planSparkline } from './sparkline-path';
import type { StatusTone } from './theme';

interface SparklineProps {
  /** Oldest first; null where nothing is known: the line breaks there. */
  readonly values: readonly (number | null)[];
  /** What the line tells, for those who do not see it. */
  readonly label: string;
  readonly tone?: StatusTone;
  readonly width?: number;
  readonly height?: number;
}

/** The recent course of one figure as a plain SVG path. */
export function Sparkline({ values, label, tone, width = 96, height = 24 }: SparklineProps) {
  const { line, area, dots, last } = planSparkline(values, width, height);
  return (
    <svg
      className={classes.sparkline}
      data-tone={tone}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path className={classes.area} d={area} />
      <path className={classes.line} d={line} />
      {dots.map((dot) => (
        <circle key={dot.x} className={classes.dot} cx={dot.x} cy={dot.y} r="1.5" />
      ))}
      {last !== null && <circle className={classes.dot} cx={last.x} cy={last.y} r="2" />}
    </svg>
  );
}
