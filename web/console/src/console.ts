// The console's pages come from the server; this module makes them live.
export {};
