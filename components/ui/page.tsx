import classes from './page.module.css';

/**
 * Body of a screen. `fill` keeps it as high as the window, so that a table in it scrolls under its own head;
 * without, the page scrolls as a whole.
 */
export function Page({ children, fill = false }: { readonly children: React.ReactNode; readonly fill?: boolean }) {
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      {children}
    </div>
  );
}

/** A titled part of a screen. */
export function Section({
  title,
  note,
  action,
  children,
}: {
  readonly title: React.ReactNode;
  readonly note?: React.ReactNode;
  readonly action?: React.ReactNode;
  readonly children: React.ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {note !== undefined && <span className={classes.note}>{note}</span>}
        {action !== undefined && <span className={classes.action}>{action}</span>}
      </div>
      {children}
    </section>
  );
}
