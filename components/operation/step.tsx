import classes from './operation.module.css';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly isCurrent: boolean;
  readonly headRef?: React.Ref<HTMLHeadingElement>;
  readonly children: React.ReactNode;
}

/** One of the steps of a change. Its heading takes the focus when the step is reached. */
export function Step({ number, title, isCurrent, headRef, children }: StepProps) {
  return (
    <section className={classes.step} aria-current={isCurrent ? 'step' : undefined}>
      <div className={classes.stepHead} data-current={isCurrent || undefined}>
        <span className={classes.stepNumber} aria-hidden="true">
          {number}
        </span>
        <h2 className={classes.stepTitle} ref={headRef} tabIndex={-1}>
          {title}
        </h2>
      </div>
      {children}
    </section>
  );
}
