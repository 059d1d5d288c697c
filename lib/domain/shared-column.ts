/** Columns of which all with as many slots are the same, so that most of what is told costs no memory: nobody writes into them. */
export function sharedColumn<Column>(make: (slots: number) => Column): (slots: number) => Column {
  const columns: Column[] = [];
  return (slots) => {
    columns[slots] ??= make(slots);
    return columns[slots];
  };
}
