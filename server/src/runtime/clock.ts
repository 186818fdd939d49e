/** Today as `YYYY-MM-DD` in UTC: ages and birth years are judged on it. The core has no clock. */
export const today = (): string => new Date().toISOString().slice(0, 10);
