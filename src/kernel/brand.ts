declare const brand: unique symbol;

/** A string that only its own room may make: `Brand<string, 'PartyId'>`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
