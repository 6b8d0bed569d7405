/** The hall is sold in parties that sit together: so many rows behind each other, so many seats beside each other. */
export const ROWS_PER_PARTY = 2;
export const SEATS_PER_ROW = 4;

export const LARGEST_ORDER = ROWS_PER_PARTY * SEATS_PER_ROW;
