/** What stands for an apostrophe between letters, as it is typed, for a class of a pattern. */
export const apostrophes = "'’‘＇´`′";
