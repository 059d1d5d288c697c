import classes from './brand-mark.module.css';

/** The product mark: a gauge with the water at its high mark. Silent; the name stands beside it. */
export function BrandMark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className={classes.ground} width="32" height="32" rx="7" />
      <path className={classes.tick} d="M7 7.5h5M7 12h3" />
      <path
        className={classes.crest}
        d="M5 17.2c2.8 0 3.4-2.2 6-2.2s3.400 2.200 6 2.200 3.200-2.200 6-2.200c1.700 0 2.700.9 4 1.600"
      />
      <path
        className={classes.water}
        d="M0 21.600c3.200 0 4-2.100 6.900-2.100s3.700 2.100 6.600 2.100 3.700-2.100 6.600-2.100 3.700 2.100 6.600 2.100c2.200 0 3.300-1 5.300-1.600V25a7 7 0 0 1-7 7H7a7 7 0 0 1-7-7Z"
      />
    </svg>
  );
}
