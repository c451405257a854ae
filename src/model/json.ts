/** A value that JSON holds exactly. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
