import classes from './message-state.module.css';

interface EmptyStateProps {
  /** What is not there. */
  readonly title: string;
  /** Why, and what to do next. */
  readonly children?: React.ReactNode;
  readonly action?: React.ReactNode;
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.body}>{children}</div>}
      {action}
    </div>
  );
}
