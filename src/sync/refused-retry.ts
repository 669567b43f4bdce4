/** An hour: what GitHub refuses now (a permission, a locked conversation) it will hardly allow in a second. */
export const refusedRetryMs = 3_600_000;
