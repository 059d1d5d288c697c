import { z } from 'zod';
import { configValues } from '../input';
import { rule } from '../input-problem';

/** The input of an operation that sets and removes config keys, beside the fields that say of what. */
export function wantedConfigs<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({
      ...shape,
      /** Keys to set, with their values. */
      set: configValues.default({}),
      /** Keys to remove, so that the inherited value applies again. */
      remove: z.array(z.string().min(1).max(200)).max(200).default([]),
    })
    .superRefine((given, context) => {
      const { set, remove } = given as { set: Record<string, string>; remove: string[] };
      const both = remove.filter((key) => key in set);
      if (both.length > 0)
        context.addIssue({ code: 'custom', path: ['remove'], ...rule('inputAlsoSets', { names: both.join(', ') }) });
      if (Object.keys(set).length + remove.length === 0) {
        context.addIssue({ code: 'custom', path: ['set'], ...rule('inputNeedsConfig') });
      }
    });
}
