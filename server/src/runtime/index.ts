/** What an application imports. */
export {};
