import { PlainFrame } from '@/components/shell/plain-frame';
import { type ErrorHelp, HELP_PARTS } from '@/lib/i18n/error-help';
import classes from './error-help-page.module.css';

interface Entry {
  readonly cause: string;
  readonly action: string;
}

interface ErrorHelpPageProps {
  readonly help: ErrorHelp;
  /** HTTP status by error code; what has none never leaves the browser. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** The handbook's page of errors, from its texts; each entry has an anchor that error states and gaps lead to. */
export function ErrorHelpPage({ help, statuses }: ErrorHelpPageProps) {
  return (
    <PlainFrame>
      <article className={classes.page}>
        <h1>{help.title}</h1>
        <p>{help.lead}</p>
        {HELP_PARTS.map(({ part, prefix }) => (
          <section key={part} aria-labelledby={part}>
            <h2 id={part}>{help[`${part}Title`]}</h2>
            <p>{help[`${part}Lead`]}</p>
            {Object.entries<Entry>(help[part]).map(([name, { cause, action }]) => (
              <section key={name} id={prefix + name} className={classes.entry}>
                <h3>
                  <code>{name}</code>
                </h3>
                <dl>
                  {part === 'code' && <Line name={help.status} text={String(statuses[name] ?? help.screenOnly)} />}
                  <Line name={help.cause} text={cause} />
                  <Line name={help.action} text={action} />
                </dl>
              </section>
            ))}
          </section>
        ))}
      </article>
    </PlainFrame>
  );
}

function Line({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
