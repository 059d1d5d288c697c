import classes from './tag.module.css';

/** A quiet label beside a name: demo, controller, internal. */
export function Tag({ children }: { readonly children: React.ReactNode }) {
  return <span className={classes.tag}>{children}</span>;
}
