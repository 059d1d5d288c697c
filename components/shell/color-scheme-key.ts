/** Where the browser keeps the chosen colour scheme: read before the first paint by the script in the document's head. */
export const COLOR_SCHEME_KEY = 'highwater-color-scheme';
