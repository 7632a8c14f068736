/** What was asked to be an error was found: see `trailglass help exit-codes`. */
export const FOUND = 10;
