/** Area codes whose 555-01xx numbers are kept for fiction, each in one time zone. */
export const PHONE_SAFE_AREAS = [212, 404, 312, 303, 206]
