/** How a comment says that its author knows of the race, and lives with it; its lines joined by blanks. */
export const accepted =
  /\b(?:races?|lost updates?|concurrent\w*|overwrit\w+)\b(?:(?!\bnot\b|n't\b).){0,200}?\b(?:ok(?:ay)?|fine|acceptable|accepted|harmless|tolera\w+|inexact|approximate)\b/i;
