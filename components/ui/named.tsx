import classes from './named.module.css';

/** A name with its tags beside it. */
export function Named({ children }: { readonly children: React.ReactNode }) {
  return <span className={classes.named}>{children}</span>;
}
