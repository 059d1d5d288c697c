import classes from './fact-line.module.css';
import { Glossed } from './glossed';

export interface Fact {
  readonly id: string;
  readonly label: React.ReactNode;
  readonly value: React.ReactNode;
}

/** Lesser figures in one quiet line: label and value side by side. */
export function FactLine({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.line}>
      {facts.map((fact) => (
        <div key={fact.id} className={classes.fact}>
          <dt>
            <Glossed label={fact.label} />
          </dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
