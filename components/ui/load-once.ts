/** A module that is loaded when somebody first wants it, and is at hand from then on. */
export interface LoadedOnce<Module> {
  /** Null until it was loaded. */
  readonly read: () => Module | null;
  /** Rejects when the server does not give it; the next call tries again. */
  readonly load: () => Promise<Module>;
}

export function loadOnce<Module>(load: () => Promise<Module>): LoadedOnce<Module> {
  let loaded: Module | null = null;
  let loading: Promise<Module> | null = null;
  const start = async () => {
    try {
      loaded = await load();
      return loaded;
    } finally {
      loading = null;
    }
  };
  return {
    read: () => loaded,
    load: async () => {
      if (loaded !== null) return loaded;
      loading ??= start();
      return loading;
    },
  };
}
