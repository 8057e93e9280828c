/** What lecture and story are made of: the mildest texts with half of the users gameable. */
export const mildest = 'politics-50';
